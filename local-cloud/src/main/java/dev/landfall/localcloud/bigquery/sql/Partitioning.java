package dev.landfall.localcloud.bigquery.sql;

import java.util.Optional;

/** How a table is partitioned. */
public sealed interface Partitioning {
    /** The partitions of a time column. */
    enum Granularity {
        HOUR,
        DAY,
        MONTH,
        YEAR
    }

    /** By a column, or by the time of arrival if no column is named. */
    record ByTime(Granularity granularity, Optional<String> column) implements Partitioning {}

    /** By an integer column: {@code [start, end)} in steps of {@code interval}. */
    record ByRange(String column, long start, long end, long interval) implements Partitioning {}
}
