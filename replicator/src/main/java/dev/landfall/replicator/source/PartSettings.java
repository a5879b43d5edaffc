package dev.landfall.replicator.source;

import java.nio.file.Path;

/**
 * How a source writes local parts.
 *
 * @param folder for local files, of this table alone
 * @param partBytes size at which a part is ended
 */
public record PartSettings(Path folder, long partBytes) {}
