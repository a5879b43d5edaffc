package dev.landfall.migration.catalog;

import dev.landfall.migration.catalog.HiveTable.DeclaredColumn;
import dev.landfall.replicator.pipeline.SourceTableName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@code DESCRIBE FORMATTED} prints: three columns of text, in parts that begin with {@code #}. Hive 1 to 4
 * and Impala differ in blanks, in headings and in the order of the parts. One reader reads one table.
 */
final class DescribeReader {
    private final SourceTableName table;
    private final List<DeclaredColumn> columns = new ArrayList<>();
    private final List<DeclaredColumn> keys = new ArrayList<>();
    private final Map<String, String> properties = new HashMap<>();
    private final Map<String, String> parameters = new HashMap<>();
    private final List<String> primaryKey = new ArrayList<>();
    private Part part = Part.COLUMNS;

    private enum Part {
        COLUMNS,
        KEYS,
        PROPERTIES,
        PARAMETERS,
        PRIMARY_KEY,
        OTHER
    }

    private DescribeReader(SourceTableName table) {
        this.table = table;
    }

    /** @param rows each of three texts, null where Hive prints nothing */
    static HiveTable read(SourceTableName table, List<List<@Nullable String>> rows) {
        DescribeReader reader = new DescribeReader(table);
        rows.forEach(row -> reader.row(text(row.get(0)), text(row.get(1)), text(row.get(2))));
        return reader.table();
    }

    private static String text(@Nullable String cell) {
        return cell == null || cell.equals("NULL") ? "" : cell.strip();
    }

    private void row(String first, String second, String third) {
        if (first.startsWith("# ")) {
            heading(first.substring(2).strip());
        } else if (first.endsWith("Parameters:") || first.endsWith("Params:")) {
            part = first.startsWith("Table") ? Part.PARAMETERS : Part.OTHER;
        } else if (first.isEmpty() && part == Part.PARAMETERS && !second.isEmpty()) {
            parameters.put(second, third);
        } else if (!first.isEmpty()) {
            line(first, second);
        }
    }

    private void heading(String heading) {
        switch (heading) {
            case "col_name" -> {
                // Stands above the columns or the keys, which the part before it tells apart.
            }
            case "Partition Information", "Partition Transform Information" -> part = Part.KEYS;
            case "Primary Key" -> part = Part.PRIMARY_KEY;
            case "Detailed Table Information", "Storage Information", "View Information" -> part = Part.PROPERTIES;
            default -> part = Part.OTHER;
        }
    }

    private void line(String first, String second) {
        switch (part) {
            case COLUMNS -> columns.add(new DeclaredColumn(first, second));
            case KEYS -> keys.add(new DeclaredColumn(first, second));
            case PROPERTIES, PARAMETERS -> {
                part = Part.PROPERTIES;
                properties.putIfAbsent(first.endsWith(":") ? first.substring(0, first.length() - 1) : first, second);
            }
            case PRIMARY_KEY -> {
                if (first.startsWith("Column Name")) {
                    primaryKey.add(second);
                }
            }
            case OTHER -> {
                // Foreign keys, storage parameters and the like are of no use here.
            }
        }
    }

    private HiveTable table() {
        if (columns.isEmpty()) {
            throw new IllegalArgumentException("DESCRIBE FORMATTED of " + table + " names no column");
        }
        String type = property("Table Type");
        boolean view = type.contains("VIEW");
        return new HiveTable(
                table,
                view,
                columns,
                keys,
                property("Location"),
                HiveFormat.of(property("InputFormat"), property("SerDe Library")),
                parameters,
                primaryKey);
    }

    private String property(String name) {
        return properties.getOrDefault(name, "");
    }
}
