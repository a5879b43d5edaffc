package dev.landfall.replicator.extension;

import dev.landfall.replicator.keys.KeyMemory;
import java.nio.file.Path;

/**
 * How a source writes local parts.
 *
 * @param folder for local files, of this table alone
 * @param partBytes size at which a part is ended
 * @param keys that were delivered before, for sources that compare them
 */
public record PartSettings(Path folder, long partBytes, KeyMemory keys) {

    /** For a source that compares no keys. */
    public PartSettings(Path folder, long partBytes) {
        this(folder, partBytes, KeyMemory.NONE);
    }
}
