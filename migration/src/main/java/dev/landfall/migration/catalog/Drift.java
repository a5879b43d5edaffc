package dev.landfall.migration.catalog;

import dev.landfall.core.table.Column;
import dev.landfall.core.table.ColumnName;
import dev.landfall.core.table.TableSchema;
import dev.landfall.core.warehouse.WarehouseTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What differs between a plan, Hive and BigQuery. Pure.
 *
 * @param table the plan's target
 * @param differences in words; empty if there are none
 */
public record Drift(PlannedTable table, List<String> differences) {
    public Drift {
        differences = List.copyOf(differences);
    }

    /**
     * @param hive the table now; empty if Hive has it no more
     * @param warehouse the target now; empty if there is none
     * @param expectTarget whether a target that is not there is a difference
     */
    public static Drift of(
            PlannedTable table, Optional<HiveTable> hive, Optional<WarehouseTable> warehouse, boolean expectTarget) {
        List<String> differences = new ArrayList<>();
        hive.ifPresentOrElse(
                found -> source(table, found, differences),
                () -> differences.add("Hive has no table " + table.source() + " any more"));
        warehouse.ifPresentOrElse(found -> target(table, found.schema(), differences), () -> {
            if (expectTarget) {
                differences.add("BigQuery has no table " + table.target() + " yet: landfall catalog ddl --apply,"
                        + " or landfall initial-load");
            }
        });
        return new Drift(table, differences);
    }

    private static void source(PlannedTable table, HiveTable hive, List<String> differences) {
        Map<String, String> planned = new LinkedHashMap<>();
        Stream.concat(table.columns().stream(), table.hiveKeys().stream())
                .forEach(column -> planned.put(lower(column.name()), column.type()));
        Map<String, String> found = new LinkedHashMap<>();
        Stream.concat(hive.columns().stream(), hive.keys().stream())
                .forEach(column -> found.put(lower(column.name()), column.type()));
        found.forEach((name, type) -> {
            String before = planned.get(name);
            if (before == null) {
                differences.add("Hive has a new column " + name + " (" + type + ")");
            } else if (!before.equalsIgnoreCase(type)) {
                differences.add("column " + name + " is " + type + " in Hive and " + before + " in the plan");
            }
        });
        planned.keySet().stream()
                .filter(name -> !found.containsKey(name))
                .forEach(name -> differences.add("Hive has no column " + name + " any more"));
        if (hive.format() != table.format()) {
            differences.add("Hive keeps it as " + hive.format().word() + " now, the plan says "
                    + table.format().word());
        }
        if (!hive.location().equals(table.location())) {
            differences.add("Hive keeps it in " + hive.location() + " now, the plan says " + table.location());
        }
    }

    private static void target(PlannedTable table, TableSchema target, List<String> differences) {
        for (Column column : table.targetColumns()) {
            Optional<Column> found = target.column(column.name());
            if (found.isEmpty()) {
                differences.add("BigQuery lacks column " + column.name() + " (" + column.sqlType() + ")");
            } else if (!found.get().sqlType().equalsIgnoreCase(column.sqlType())) {
                differences.add("column " + column.name() + " is " + found.get().sqlType() + " in BigQuery and "
                        + column.sqlType() + " in the plan");
            }
        }
        for (Column column : target.columns()) {
            boolean planned =
                    table.targetColumns().stream().map(Column::name).anyMatch(name -> name.equals(column.name()));
            if (!planned && !column.name().equals(ColumnName.SEQUENCE)) {
                differences.add("BigQuery has a column " + column.name() + " that the plan does not name");
            }
        }
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
