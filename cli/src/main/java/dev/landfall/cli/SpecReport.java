package dev.landfall.cli;

import dev.landfall.core.ledger.TableRecord;
import dev.landfall.core.spec.SpecCheck;
import dev.landfall.core.table.Column;
import dev.landfall.core.table.ColumnName;
import dev.landfall.core.table.TableSchema;
import dev.landfall.core.table.TableSpec;
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
record SpecReport(List<String> errors, List<String> notes) {
    SpecReport {
        errors = List.copyOf(errors);
        notes = List.copyOf(notes);
    }

    static SpecReport of(TableSpec spec, Optional<WarehouseTable> target, Optional<TableRecord> record) {
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
            return new SpecReport(errors, notes);
        }
        TableSchema schema = target.get().schema();
        spec.versionColumns().stream()
                .filter(name -> !schema.has(name))
                .forEach(name -> errors.add(missing(name, spec, schema)));
        errors.addAll(SpecCheck.problems(spec, schema));
        List<ColumnName> primary = target.get().primaryKey();
        if (!primary.isEmpty() && !spec.keys().isEmpty() && !primary.equals(spec.keys())) {
            notes.add("has keys " + spec.keys() + ", and its target declares PRIMARY KEY " + primary
                    + ": the spec's are used");
        }
        return new SpecReport(errors, notes);
    }

    private static String missing(ColumnName name, TableSpec spec, TableSchema target) {
        return (spec.keys().contains(name) ? "key " : "order column ") + name
                + " is not a column of the target, which has "
                + target.columns().stream().map(Column::name).toList() + ": correct the spec or add the column";
    }
}
