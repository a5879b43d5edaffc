package dev.landfall.migration.catalog;

import dev.landfall.core.sql.CreateTargetStatement;
import dev.landfall.core.table.Column;
import dev.landfall.core.table.ColumnName;
import dev.landfall.core.table.TargetLayout;
import dev.landfall.core.warehouse.JobOutcome;
import dev.landfall.core.warehouse.JobPriority;
import dev.landfall.core.warehouse.Warehouse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** The targets of a plan as statements. */
public final class TargetDdl {
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private TargetDdl() {}

    /** @throws IllegalArgumentException if partitioning or clustering names a column that the target does not have */
    public static CreateTargetStatement of(PlannedTable table) {
        List<Column> columns = table.targetColumns();
        TargetLayout layout = table.layout();
        for (ColumnName name : layout.clustering()) {
            if (columns.stream().noneMatch(column -> column.name().equals(name))) {
                throw new IllegalArgumentException(
                        "Table " + table.target() + " clusters by " + name + ", which it does not have");
            }
        }
        return new CreateTargetStatement(
                table.target(), columns, layout.partitioning(), layout.clustering(), layout.kmsKey());
    }

    /**
     * Creates a target unless it is there.
     *
     * @throws IllegalStateException with BigQuery's reason if it refuses
     */
    public static void apply(PlannedTable table, Warehouse warehouse, Clock clock) {
        String jobId = "landfall_ddl_" + UUID.randomUUID();
        warehouse.submit(jobId, of(table), JobPriority.INTERACTIVE);
        JobOutcome outcome = warehouse
                .await(jobId, clock.instant().plus(LONGEST))
                .orElseThrow(() -> new IllegalStateException(
                        "Creating " + table.target() + " takes longer than " + LONGEST + ": look at job " + jobId));
        if (outcome instanceof JobOutcome.Failure failure) {
            throw new IllegalStateException("BigQuery did not create " + table.target() + ": "
                    + failure.error().message());
        }
    }
}
