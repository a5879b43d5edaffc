package dev.landfall.core.merge;

import dev.landfall.core.failure.ErrorDetail;
import dev.landfall.core.ledger.BatchId;
import dev.landfall.core.sql.AddColumnsStatement;
import dev.landfall.core.sql.AlterColumnStatement;
import dev.landfall.core.sql.CreateTargetStatement;
import dev.landfall.core.sql.CreateTombstonesStatement;
import dev.landfall.core.sql.Script;
import dev.landfall.core.sql.StagedRows;
import dev.landfall.core.sql.Statement;
import dev.landfall.core.table.Column;
import dev.landfall.core.table.ColumnMode;
import dev.landfall.core.table.ColumnName;
import dev.landfall.core.table.Deletes;
import dev.landfall.core.table.LoadMode;
import dev.landfall.core.table.TableId;
import dev.landfall.core.table.TableSchema;
import dev.landfall.core.table.TableSpec;
import dev.landfall.core.table.TypeKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one merge does. Pure: the same batches and the same target give the same plan.
 *
 * @param schemaChange makes the target fit, and may be repeated; null if it fits already
 * @param fold what changes rows; null if no batch fits
 * @param misfits batches that can never be merged, each with its reason; their siblings go on
 */
public record MergePlan(
        @Nullable Statement schemaChange, @Nullable Fold fold, Map<BatchId, ErrorDetail> misfits) {
    public MergePlan {
        misfits = Map.copyOf(misfits);
    }

    /**
     * Decides.
     *
     * @param state of the target before the merge
     */
    public static MergePlan decide(TableSpec spec, TargetState state, List<StagedBatch> batches) {
        TargetShape shape = new TargetShape(spec, state.schema());
        List<StagedRows> sources = new ArrayList<>();
        Map<BatchId, ErrorDetail> misfits = new LinkedHashMap<>();
        for (StagedBatch batch : batches) {
            Optional<ErrorDetail> misfit = shape.admit(batch);
            if (misfit.isPresent()) {
                misfits.put(batch.batch().id(), misfit.get());
            } else {
                sources.add(batch.rows());
            }
        }
        if (sources.isEmpty()) {
            return new MergePlan(null, null, misfits);
        }
        boolean withSequence = state.schema().isEmpty()
                || spec.mode() != LoadMode.APPEND
                || state.schema().get().has(ColumnName.SEQUENCE);
        Fold fold = new Fold(spec, shape.columns(), sources, state.tombstones(), withSequence, state.snapshot());
        List<Statement> changes = schemaChanges(spec, state, shape);
        return new MergePlan(changes.isEmpty() ? null : Script.of(changes), fold, misfits);
    }

    private static List<Statement> schemaChanges(TableSpec spec, TargetState state, TargetShape shape) {
        List<Statement> changes = new ArrayList<>();
        if (state.schema().isEmpty()) {
            changes.add(new CreateTargetStatement(
                    spec.target(),
                    shape.columns(),
                    spec.partitioning(),
                    spec.clustering(),
                    spec.layout().kmsKey()));
        } else {
            List<Column> wanted = new ArrayList<>(shape.columns());
            if (spec.mode() != LoadMode.APPEND) {
                wanted.add(Column.nullable(ColumnName.SEQUENCE.value(), TypeKind.INT64));
            }
            changes.addAll(alterations(spec.target(), state.schema().get(), wanted));
        }
        Deletes deletes = spec.merge().deletes();
        if (deletes != null) {
            changes.addAll(state.remembered()
                    .map(known -> alterations(state.tombstones(), known, shape.versionColumns()))
                    .orElse(List.of(new CreateTombstonesStatement(
                            state.tombstones(),
                            shape.versionColumns(),
                            deletes.keep(),
                            spec.layout().kmsKey()))));
        }
        return changes;
    }

    /** What makes a table hold the wanted columns: each may be repeated as long as it is decided anew. */
    private static List<Statement> alterations(TableId table, TableSchema known, List<Column> wanted) {
        List<Statement> changes = new ArrayList<>();
        List<Column> added =
                wanted.stream().filter(column -> !known.has(column.name())).toList();
        if (!added.isEmpty()) {
            changes.add(new AddColumnsStatement(table, added));
        }
        for (Column column : wanted) {
            Optional<Column> old = known.column(column.name());
            if (old.isPresent() && old.get().mode() == ColumnMode.REQUIRED && column.mode() == ColumnMode.NULLABLE) {
                changes.add(new AlterColumnStatement(table, old.get().name(), null));
            }
            if (old.isPresent() && old.get().type().kind() != column.type().kind()) {
                changes.add(new AlterColumnStatement(
                        table, old.get().name(), column.type().kind()));
            }
        }
        return changes;
    }
}
