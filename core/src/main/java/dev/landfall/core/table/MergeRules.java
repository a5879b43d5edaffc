package dev.landfall.core.table;

import org.jspecify.annotations.Nullable;

/**
 * How staged rows are folded into the target.
 *
 * @param deletes null if no row deletes
 * @param budgetBytes a merge that would scan more is not run; null for the deployment's default
 * @param batchPriority true if merges wait for idle slots
 */
public record MergeRules(
        @Nullable Deletes deletes,
        NullKeys nullKeys,
        SchemaPolicy schema,
        @Nullable Long budgetBytes,
        boolean batchPriority) {
    public static final MergeRules DEFAULT = new MergeRules(null, NullKeys.MATCH, SchemaPolicy.EVOLVE, null, false);

    public MergeRules {
        if (budgetBytes != null && budgetBytes <= 0) {
            throw new IllegalArgumentException("A merge budget is a positive number of bytes, not " + budgetBytes);
        }
    }
}
