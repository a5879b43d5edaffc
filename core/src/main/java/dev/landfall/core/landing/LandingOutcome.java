package dev.landfall.core.landing;

import dev.landfall.core.table.TableId;
import org.jspecify.annotations.Nullable;

/** What the grammar makes of one object: exactly one of the three. */
public sealed interface LandingOutcome {
    /** A data file of a table. */
    record Accepted(LandingPath path) implements LandingOutcome {}

    /** Not meant for a table: counted, never an error. */
    record Ignored(IgnoredReason reason) implements LandingOutcome {}

    /**
     * Can never be loaded under this name.
     *
     * @param reason a stable word for machines
     * @param message what is wrong, with the value
     * @param advice what to do next
     * @param table if the name got that far
     */
    record Rejected(
            RejectedReason reason,
            String message,
            String advice,
            @Nullable TableId table) implements LandingOutcome {}
}
