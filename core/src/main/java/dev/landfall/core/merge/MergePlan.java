package dev.landfall.core.merge;

import dev.landfall.core.failure.ErrorDetail;
import dev.landfall.core.ledger.BatchId;
import dev.landfall.core.sql.AddColumnsStatement;
import dev.landfall.core.sql.AppendStatement;
import dev.landfall.core.sql.CreateTargetStatement;
import dev.landfall.core.sql.MergeStatement;
import dev.landfall.core.sql.StagedRows;
import dev.landfall.core.sql.Statement;
import dev.landfall.core.table.Column;
import dev.landfall.core.table.ColumnName;
import dev.landfall.core.table.LoadMode;
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
 * @param fold the one statement that changes rows; null if no batch fits
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
     * @param target the target's schema; empty if there is no target yet
     */
    public static MergePlan decide(TableSpec spec, Optional<TableSchema> target, List<StagedBatch> batches) {
        TargetShape shape = new TargetShape(spec, target);
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
        return new MergePlan(schemaChange(spec, target, shape), fold(spec, target, shape, sources), misfits);
    }

    private static @Nullable Statement schemaChange(TableSpec spec, Optional<TableSchema> target, TargetShape shape) {
        if (target.isEmpty()) {
            return new CreateTargetStatement(spec.target(), shape.columns(), spec.partitioning(), spec.clustering());
        }
        List<Column> added = new ArrayList<>(shape.added());
        if (spec.mode() == LoadMode.MERGE && !target.get().has(ColumnName.SEQUENCE)) {
            added.add(Column.nullable(ColumnName.SEQUENCE.value(), TypeKind.INT64));
        }
        return added.isEmpty() ? null : new AddColumnsStatement(spec.target(), added);
    }

    private static Statement fold(
            TableSpec spec, Optional<TableSchema> target, TargetShape shape, List<StagedRows> sources) {
        if (spec.mode() == LoadMode.MERGE) {
            return new MergeStatement(spec.target(), sources, spec.keys(), spec.order(), shape.columns());
        }
        boolean withSequence = target.isEmpty() || target.get().has(ColumnName.SEQUENCE);
        return new AppendStatement(spec.target(), sources, shape.columns(), withSequence);
    }
}
