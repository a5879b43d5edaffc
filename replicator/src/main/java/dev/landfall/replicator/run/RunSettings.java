package dev.landfall.replicator.run;

import dev.landfall.replicator.format.RollingParts;
import java.time.Duration;

/**
 * What a run may use.
 *
 * @param partBytes size at which a part is ended
 * @param parallelUploads parts of one table on their way at once; as many, and one more, lie on the local disk
 * @param lease how long the tables of a replica that died stay out of reach of the others; whole seconds
 */
public record RunSettings(long partBytes, int parallelUploads, Duration lease) {
    /** 128 MiB parts, four at once: at most 640 MiB of local disk. */
    public static final RunSettings DEFAULT =
            new RunSettings(RollingParts.DEFAULT_PART_BYTES, 4, Duration.ofSeconds(60));
}
