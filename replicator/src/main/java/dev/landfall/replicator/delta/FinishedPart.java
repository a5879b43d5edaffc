package dev.landfall.replicator.delta;

import dev.landfall.replicator.checksum.Crc32c;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A complete part in a local file.
 *
 * @param size in bytes
 * @param rows in the part; null where the file is shipped as it is
 */
public record FinishedPart(
        PartName name, Path file, long size, Crc32c crc32c, String contentType, @Nullable Long rows) {}
