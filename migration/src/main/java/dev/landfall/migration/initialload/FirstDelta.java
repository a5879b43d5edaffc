package dev.landfall.migration.initialload;

import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/** The seam between a table's initial load and the deltas that follow. */
public interface FirstDelta {

    /**
     * Where the first delta will begin. Every change that is not in the table's files when they are listed later carries
     * a time at or beyond it, or is found by the deltas' overlap.
     *
     * @throws InitialLoadException if deltas have begun already
     */
    Beginning note();

    /**
     * Lets the deltas begin where {@link #note} said. Repeating it changes nothing.
     *
     * @param state of the load that is done
     */
    void handOver(LoadState state);

    /**
     * A point in time.
     *
     * @param sequence in microseconds since 1970
     * @param upper the same by the clock of the source; null if no window of rows begins there
     */
    record Beginning(long sequence, @Nullable LocalDateTime upper) {}
}
