package dev.landfall.core.ledger;

import dev.landfall.core.budget.JobMeter;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A table's use of the budget of load jobs.
 *
 * @param meter what it has used
 * @param notBefore until then the table's files wait, for company or for the quota; null if nothing waits
 * @param alarm the event that comes again to see to them: others need not ask before
 */
public record LoadUse(
        JobMeter meter,
        @Nullable Instant notBefore,
        @Nullable String alarm) {
    public static final LoadUse NONE = new LoadUse(JobMeter.EMPTY, null, null);

    /** True if this event has nothing to do: another one will come back when the wait is over. */
    boolean leavesToAlarm(String event, Instant now) {
        return notBefore != null && now.isBefore(notBefore) && !event.equals(alarm);
    }
}
