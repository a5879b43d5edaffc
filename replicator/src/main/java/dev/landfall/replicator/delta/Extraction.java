package dev.landfall.replicator.delta;

import org.jspecify.annotations.Nullable;

/**
 * What reading a delta's source brought to light beyond the parts.
 *
 * @param rowsWithoutWatermark rows of the source that no window finds since their watermark is NULL; null if not counted
 * @param rowsAhead rows at or beyond the window's end, left for a later window; null if not counted
 * @param overlap how many rows were read at both ends of the window; null if not counted
 * @param schema of the parts as Avro JSON; null where files are shipped as they are
 */
public record Extraction(
        @Nullable Long rowsWithoutWatermark,
        @Nullable Long rowsAhead,
        @Nullable Overlap overlap,
        @Nullable String schema) {
    /** Nothing to add. */
    public static final Extraction SILENT = new Extraction(null, null, null, null);

    /**
     * Rows that two windows read, counted by each: what the second one counts more came late.
     *
     * @param below rows below the watermark, which the window before could have read too
     * @param tail rows that the next window will read again
     */
    public record Overlap(long below, long tail) {}
}
