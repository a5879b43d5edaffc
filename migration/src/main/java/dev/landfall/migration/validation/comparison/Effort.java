package dev.landfall.migration.validation.comparison;

import java.time.Duration;

/**
 * What a validation cost.
 *
 * @param rowsFetched rows of the tables that left their engine, as hashes or in full, both sides together
 * @param groupsFetched partitions and buckets that were fetched
 */
public record Effort(int queries, long rowsFetched, long groupsFetched, Duration time) {
    public static final Effort NONE = new Effort(0, 0, 0, Duration.ZERO);
}
