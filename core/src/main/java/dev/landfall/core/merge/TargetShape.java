package dev.landfall.core.merge;

import dev.landfall.core.failure.ErrorDetail;
import dev.landfall.core.table.Column;
import dev.landfall.core.table.ColumnMode;
import dev.landfall.core.table.ColumnName;
import dev.landfall.core.table.Deletes;
import dev.landfall.core.table.LoadMode;
import dev.landfall.core.table.SchemaPolicy;
import dev.landfall.core.table.TableSchema;
import dev.landfall.core.table.TableSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The columns that a target has and will have. Grows batch by batch; a batch that does not fit changes nothing. One
 * plan's scratch paper: not thread-safe.
 */
final class TargetShape {
    private final TableSpec spec;
    private final TableSchema existing;
    private final boolean frozen;
    private final @Nullable ColumnName operation;
    private Map<ColumnName, Column> columns = new LinkedHashMap<>();

    TargetShape(TableSpec spec, Optional<TableSchema> target) {
        this.spec = spec;
        this.existing = target.orElse(new TableSchema(List.of()));
        this.frozen = target.isPresent() && spec.merge().schema() == SchemaPolicy.FREEZE;
        Deletes deletes = spec.merge().deletes();
        this.operation = deletes == null ? null : deletes.column();
        existing.columns().stream()
                .filter(column -> !column.name().isLandfalls() && !column.name().equals(operation))
                .forEach(column -> columns.put(column.name(), column));
    }

    /** All data columns in the target's order, new ones last. */
    List<Column> columns() {
        return List.copyOf(columns.values());
    }

    /** The keys and order columns in the target's types. */
    List<Column> versionColumns() {
        return spec.versionColumns().stream()
                .map(name -> Objects.requireNonNull(columns.get(name)))
                .map(TargetShape::optional)
                .toList();
    }

    /** Takes the batch's columns in, or says why they do not fit. */
    Optional<ErrorDetail> admit(StagedBatch batch) {
        Map<ColumnName, Column> grown = new LinkedHashMap<>(columns);
        List<String> differences = new ArrayList<>();
        for (Column staged : batch.data().columns()) {
            if (staged.name().isLandfalls()) {
                differences.add("column " + staged.name() + " belongs to Landfall and may not be in files");
                continue;
            }
            if (staged.name().equals(operation)) {
                continue;
            }
            admit(staged, grown, differences);
        }
        missing(batch, grown, differences);
        operation(batch, differences);
        if (!differences.isEmpty()) {
            return Optional.of(new ErrorDetail(
                    "incompatible_schema",
                    "The files do not fit " + spec.target() + ": " + String.join("; ", differences),
                    "Write the files with the target's types, or change the target, then retry them"));
        }
        columns = grown;
        return Optional.empty();
    }

    private void admit(Column staged, Map<ColumnName, Column> grown, List<String> differences) {
        @Nullable Column known = grown.get(staged.name());
        if (known == null && frozen) {
            differences.add("column " + staged.name() + " is not in the target, whose schema is frozen");
        } else if (known == null) {
            grown.put(staged.name(), optional(staged));
        } else if (fits(known, staged)) {
            if (staged.mode() != ColumnMode.REQUIRED && mayRelax(known)) {
                grown.put(known.name(), optional(known));
            }
        } else if (fits(staged, known) && (!frozen || !existing.has(known.name()))) {
            ColumnMode mode = mayRelax(known) ? optional(known).mode() : known.mode();
            grown.put(known.name(), new Column(known.name(), staged.type(), mode));
        } else {
            differences.add("column " + known.name() + " is " + known.sqlType() + " in the target and "
                    + staged.sqlType() + " in the files");
        }
    }

    /** A key that the target declares NOT NULL stays so. */
    private boolean mayRelax(Column known) {
        return !frozen && !spec.keys().contains(known.name());
    }

    private void missing(StagedBatch batch, Map<ColumnName, Column> grown, List<String> differences) {
        for (ColumnName name : spec.versionColumns()) {
            Optional<Column> staged = batch.data().column(name);
            String role = spec.keys().contains(name) ? "key" : "order";
            if (staged.isEmpty()) {
                differences.add(role + " column " + name + " is not in the files");
            } else if (spec.mode() == LoadMode.MERGE
                    && (staged.get().mode() == ColumnMode.REPEATED
                            || !staged.get().type().kind().fitForKey())) {
                differences.add(role + " column " + name + " is " + staged.get().sqlType()
                        + ", whose values cannot be told equal or ordered safely");
            }
        }
        for (Column column : List.copyOf(grown.values())) {
            if (column.mode() == ColumnMode.REQUIRED && !batch.data().has(column.name())) {
                if (mayRelax(column)) {
                    grown.put(column.name(), optional(column));
                } else {
                    differences.add("column " + column.name() + " is NOT NULL in the target and not in the files");
                }
            }
        }
        if (spec.partitioning() != null
                && (existing.columns().isEmpty() || spec.mode() == LoadMode.REPLACE_PARTITIONS)
                && !grown.containsKey(spec.partitioning().column())) {
            differences.add("partitioning column " + spec.partitioning().column() + " is not in the files");
        }
    }

    private void operation(StagedBatch batch, List<String> differences) {
        if (operation == null) {
            return;
        }
        Optional<Column> staged = batch.data().column(operation);
        if (staged.isEmpty()) {
            differences.add("operation column " + operation + " is not in the files");
        } else if (staged.get().mode() == ColumnMode.REPEATED
                || !staged.get().type().kind().isWord()) {
            differences.add("operation column " + operation + " is "
                    + staged.get().sqlType() + ", where STRING, INT64 or BOOL is needed");
        }
    }

    private static boolean fits(Column target, Column staged) {
        if ((target.mode() == ColumnMode.REPEATED) != (staged.mode() == ColumnMode.REPEATED)) {
            return false;
        }
        if (target.mode() == ColumnMode.REPEATED || !target.type().fields().isEmpty()) {
            return target.sqlType().equalsIgnoreCase(staged.sqlType());
        }
        return staged.type().kind().widensTo(target.type().kind());
    }

    /** Landfall's targets promise nothing that a later file could break. */
    private static Column optional(Column column) {
        return column.mode() == ColumnMode.REQUIRED
                ? new Column(column.name(), column.type(), ColumnMode.NULLABLE)
                : column;
    }
}
