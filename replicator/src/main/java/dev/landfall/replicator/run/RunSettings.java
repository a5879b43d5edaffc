package dev.landfall.replicator.run;

import dev.landfall.replicator.format.RollingParts;
import java.time.Duration;

/**
 * What a run may use.
 *
 * @param partBytes size at which a part is ended
 * @param parallelUploads parts of one table on their way at once
 * @param uploadBytes of parts that are on their way or wait for it, on the local disk; a larger one goes alone
 * @param lease how long the tables of a replica that died stay out of reach of the others; whole seconds
 */
public record RunSettings(long partBytes, int parallelUploads, long uploadBytes, Duration lease) {
    private static final int DEFAULT_UPLOADS = 16;

    /** 128 MiB parts, 512 MiB of them at once, but of small ones not more than 16: they wait for answers, not for bytes. */
    public static final RunSettings DEFAULT = new RunSettings(
            RollingParts.DEFAULT_PART_BYTES,
            DEFAULT_UPLOADS,
            4 * RollingParts.DEFAULT_PART_BYTES,
            Duration.ofSeconds(60));
}
