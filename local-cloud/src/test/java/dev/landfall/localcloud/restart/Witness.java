package dev.landfall.localcloud.restart;

import java.util.Random;

/**
 * Writes to one service, one call after the other, and remembers what was acknowledged. The one call that had no answer
 * when the cloud died may have been carried out or not.
 */
interface Witness {
    /** Makes what the writes need; once. */
    void prepare(ChildCloud cloud) throws Exception;

    /** One call. */
    void write(ChildCloud cloud, Random random) throws Exception;

    /** Compares with what is there now, and from then on takes that for what there is. */
    void check(ChildCloud cloud) throws Exception;

    /** How many writes were acknowledged in all. */
    int acknowledged();
}
