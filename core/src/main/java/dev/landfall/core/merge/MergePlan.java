package dev.landfall.core.merge;

import dev.landfall.core.failure.ErrorDetail;
import dev.landfall.core.ledger.BatchId;
import dev.landfall.core.sql.AddColumnsStatement;
import dev.landfall.core.sql.AppendStatement;
import dev.landfall.core.sql.CreateTargetStatement;
import dev.landfall.core.sql.CreateTombstonesStatement;
import dev.landfall.core.sql.MergeStatement;
import dev.landfall.core.sql.RememberDeletesStatement;
import dev.landfall.core.sql.Script;
import dev.landfall.core.sql.StagedDeletes;
import dev.landfall.core.sql.StagedRows;
import dev.landfall.core.sql.Statement;
import dev.landfall.core.table.Column;
import dev.landfall.core.table.ColumnName;
import dev.landfall.core.table.Deletes;
import dev.landfall.core.table.LoadMode;
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
 * @param fold the one statement or transaction that changes rows; null if no batch fits
 * @param misfits batches that can never be merged, each with its reason; their siblings go on
 */
public record MergePlan(
        @Nullable Statement schemaChange, @Nullable Statement fold, Map<BatchId, ErrorDetail> misfits) {
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
        List<Statement> changes = schemaChanges(spec, state, shape);
        return new MergePlan(
                changes.isEmpty() ? null : Script.of(changes), fold(spec, state, shape, sources), misfits);
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
            List<Column> added = new ArrayList<>(shape.added());
            if (spec.mode() == LoadMode.MERGE && !state.schema().get().has(ColumnName.SEQUENCE)) {
                added.add(Column.nullable(ColumnName.SEQUENCE.value(), TypeKind.INT64));
            }
            if (!added.isEmpty()) {
                changes.add(new AddColumnsStatement(spec.target(), added));
            }
        }
        Deletes deletes = spec.merge().deletes();
        if (deletes != null && !state.remembersDeletes()) {
            changes.add(new CreateTombstonesStatement(
                    state.tombstones(),
                    shape.versionColumns(),
                    deletes.keep(),
                    spec.layout().kmsKey()));
        }
        return changes;
    }

    private static Statement fold(TableSpec spec, TargetState state, TargetShape shape, List<StagedRows> sources) {
        if (spec.mode() != LoadMode.MERGE) {
            boolean withSequence = state.schema().isEmpty() || state.schema().get().has(ColumnName.SEQUENCE);
            return new AppendStatement(spec.target(), sources, shape.columns(), withSequence);
        }
        MergeStatement merge = new MergeStatement(spec.target(), sources, spec.keys(), spec.order(), shape.columns());
        Deletes rule = spec.merge().deletes();
        if (rule == null) {
            return merge;
        }
        StagedDeletes deletes = new StagedDeletes(rule, state.tombstones());
        return new Script(
                List.of(
                        new RememberDeletesStatement(deletes, sources, shape.versionColumns()),
                        merge.withDeletes(deletes)),
                true);
    }
}
