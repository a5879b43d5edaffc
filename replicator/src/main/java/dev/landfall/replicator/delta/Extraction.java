package dev.landfall.replicator.delta;

import org.jspecify.annotations.Nullable;

/**
 * What reading a delta's source brought to light beyond the parts.
 *
 * @param rowsWithoutWatermark rows of the source that no window finds since their watermark is NULL; null if not counted
 * @param rowsAhead rows at or beyond the window's end, left for a later window; null if not counted
 * @param schema of the parts as Avro JSON; null where files are shipped as they are
 */
public record Extraction(@Nullable Long rowsWithoutWatermark, @Nullable Long rowsAhead, @Nullable String schema) {
    /** Nothing to add. */
    public static final Extraction SILENT = new Extraction(null, null, null);
}
