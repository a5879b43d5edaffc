package dev.landfall.core.budget;

import java.time.Instant;

/**
 * Load jobs that a table wants to make.
 *
 * @param ready jobs that nothing can be added to: they wait for nobody
 * @param open jobs that would take more files, if these came
 * @param files that the open jobs would load
 * @param oldest when the oldest file of the open jobs landed
 * @param least with fewer jobs than these, rather none
 */
public record LoadDemand(int ready, int open, int files, Instant oldest, int least) {
    public LoadDemand {
        if (ready < 0 || open < 0 || files < open || least < 1 || ready + open < least) {
            throw new IllegalArgumentException(
                    "No demand: " + ready + " ready, " + open + " open of " + files + " files, least " + least);
        }
    }

    /** As many of these as may be. */
    public static LoadDemand batches(int ready, int open, int files, Instant oldest) {
        return new LoadDemand(ready, open, files, oldest, 1);
    }

    /** Jobs that are needed together to go on with a batch: another attempt, or its halves. */
    public static LoadDemand exactly(int jobs) {
        return new LoadDemand(jobs, 0, 0, Instant.MIN, jobs);
    }
}
