package dev.landfall.replicator.delta;

import dev.landfall.replicator.checksum.Crc32c;
import org.jspecify.annotations.Nullable;

/**
 * A part that the landing bucket confirmed.
 *
 * @param objectName within the bucket
 * @param generation that the bucket gave it
 * @param size in bytes
 * @param rows in the part; null where unknown
 */
public record DeliveredPart(
        String objectName, long generation, long size, Crc32c crc32c, @Nullable Long rows) {}
