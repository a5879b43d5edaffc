package dev.landfall.gcp.bigquery;

import com.google.cloud.bigquery.DmlStats;
import com.google.cloud.bigquery.Job;
import com.google.cloud.bigquery.JobStatistics;
import com.google.cloud.bigquery.JobStatistics.QueryStatistics.StatementType;
import dev.landfall.core.warehouse.JobOutcome;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How many rows of the target the statements of one job changed. */
final class RowChanges {
    private RowChanges() {}

    /**
     * The sum over all statements. Next to a MERGE only the MERGE counts: the other statement of such a transaction
     * writes Landfall's own side table.
     */
    static JobOutcome.Success of(List<Job> statements) {
        boolean merges = statements.stream().anyMatch(RowChanges::isMerge);
        long inserted = 0;
        long updated = 0;
        long deleted = 0;
        for (Job statement : statements) {
            if (merges && !isMerge(statement)) {
                continue;
            }
            if (statement.getStatistics() instanceof JobStatistics.QueryStatistics query
                    && query.getDmlStats() != null) {
                DmlStats changes = query.getDmlStats();
                inserted += orZero(changes.getInsertedRowCount());
                updated += orZero(changes.getUpdatedRowCount());
                deleted += orZero(changes.getDeletedRowCount());
            }
        }
        return JobOutcome.Success.changed(inserted, updated, deleted);
    }

    private static boolean isMerge(Job statement) {
        return statement.getStatistics() instanceof JobStatistics.QueryStatistics query
                && StatementType.MERGE.equals(query.getStatementType());
    }

    private static long orZero(@Nullable Long number) {
        return number == null ? 0 : number;
    }
}
