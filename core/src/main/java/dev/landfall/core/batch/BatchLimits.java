package dev.landfall.core.batch;

/**
 * How big a batch may be.
 *
 * @param files one transaction moves them all
 * @param nameCharacters of all URIs together: a Firestore document holds 1 MiB
 * @param bytes of all files together: a load job takes 15 TB
 */
public record BatchLimits(int files, int nameCharacters, long bytes) {
    public static final BatchLimits DEFAULT = new BatchLimits(500, 200_000, 1L << 40);
}
