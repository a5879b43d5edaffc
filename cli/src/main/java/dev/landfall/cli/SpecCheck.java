package dev.landfall.cli;

import dev.landfall.core.ledger.TableRecord;
import dev.landfall.core.table.Column;
import dev.landfall.core.table.ColumnMode;
import dev.landfall.core.table.ColumnName;
import dev.landfall.core.table.TableSpec;
import dev.landfall.core.table.TypeKind;
import dev.landfall.core.warehouse.WarehouseTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a spec says against what is there.
 *
 * @param errors why merges would fail or go wrong
 * @param notes what is worth knowing
 */
record SpecCheck(List<String> errors, List<String> notes) {
    SpecCheck {
        errors = List.copyOf(errors);
        notes = List.copyOf(notes);
    }

    static SpecCheck of(TableSpec spec, Optional<WarehouseTable> target, Optional<TableRecord> record) {
        List<String> errors = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        Optional<TableSpec> applied = record.flatMap(table -> Optional.ofNullable(table.spec()));
        if (applied.isEmpty()) {
            notes.add("is not applied yet: 'landfall spec apply' does it");
        } else if (!applied.get().equals(spec)) {
            notes.add("differs from the spec that is applied: 'landfall spec show " + spec.target() + "' has that one");
        }
        if (target.isEmpty()) {
            notes.add("has no target yet: its first merge creates it");
            return new SpecCheck(errors, notes);
        }
        spec.keys().forEach(key -> column(spec, target.get(), key, "key", errors));
        spec.order().forEach(column -> column(spec, target.get(), column, "order column", errors));
        List<ColumnName> primary = target.get().primaryKey();
        if (!primary.isEmpty() && !spec.keys().isEmpty() && !primary.equals(spec.keys())) {
            notes.add("has keys " + spec.keys() + ", and its target declares PRIMARY KEY " + primary
                    + ": the spec's are used");
        }
        return new SpecCheck(errors, notes);
    }

    private static void column(
            TableSpec spec, WarehouseTable target, ColumnName name, String role, List<String> errors) {
        Optional<Column> found = target.schema().column(name);
        if (found.isEmpty()) {
            errors.add(role + " " + name + " is not a column of the target, which has "
                    + target.schema().columns().stream().map(Column::name).toList()
                    + ": correct the spec or add the column");
            return;
        }
        TypeKind kind = found.get().type().kind();
        boolean key = spec.keys().contains(name);
        boolean comparable = kind.fitForKey() || (!key && kind == TypeKind.FLOAT64);
        if (!comparable || found.get().mode() == ColumnMode.REPEATED) {
            errors.add(role + " " + name + " is " + found.get().sqlType()
                    + " in the target, whose values cannot be compared for that: choose another column");
        }
    }
}
