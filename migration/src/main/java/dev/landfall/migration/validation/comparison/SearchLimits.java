package dev.landfall.migration.validation.comparison;

/**
 * How far a search for keys goes.
 *
 * @param partitions that are searched at once, and at most if the source does not move
 * @param buckets with differences that are looked into at most
 * @param rows whose hashes are fetched from one side at most
 * @param rowsOfABucket how large the first buckets are
 * @param keys that are named at most
 */
public record SearchLimits(int partitions, int buckets, long rows, long rowsOfABucket, int keys) {
    /** Ten keys among twenty million rows are named by fetching the hashes of fewer than 100,000. */
    public static final SearchLimits DEFAULT = new SearchLimits(50, 64, 20_000, 8_000, 100);

    public SearchLimits withKeys(int other) {
        return new SearchLimits(partitions, buckets, rows, rowsOfABucket, other);
    }
}
