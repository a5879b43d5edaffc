package dev.landfall.localcloud.fault;

import java.time.Duration;
import java.util.Optional;

/**
 * What becomes of one event on its way to one receiver.
 *
 * @param dropped it never comes; then nothing else counts
 * @param delay how late it comes
 * @param afterNext it waits for the next event, at most so long
 * @param duplicate when it comes once more with the same id; zero is at once
 * @param republication when it comes once more with another id
 */
public record EventFate(
        boolean dropped,
        Duration delay,
        Optional<Duration> afterNext,
        Optional<Duration> duplicate,
        Optional<Duration> republication) {
    /** It comes once and at once. */
    public static final EventFate PLAIN =
            new EventFate(false, Duration.ZERO, Optional.empty(), Optional.empty(), Optional.empty());

    /** @param event names the event and its receiver, the same in every run */
    public static EventFate of(Faults faults, String event) {
        if (faults.happens(FaultKind.DROPS, event)) {
            return new EventFate(true, Duration.ZERO, Optional.empty(), Optional.empty(), Optional.empty());
        }
        Duration delay =
                faults.happens(FaultKind.DELAYS, event) ? faults.delay(FaultKind.DELAYS, event) : Duration.ZERO;
        Optional<Duration> afterNext = faults.happens(FaultKind.REORDERS, event)
                ? Optional.of(faults.delay(FaultKind.REORDERS, event))
                : Optional.empty();
        return new EventFate(
                false,
                delay,
                afterNext,
                again(faults, FaultKind.DUPLICATES, event),
                again(faults, FaultKind.REPUBLICATIONS, event));
    }

    /** Half of them at once, so that two run side by side. */
    private static Optional<Duration> again(Faults faults, FaultKind kind, String event) {
        if (!faults.happens(kind, event)) {
            return Optional.empty();
        }
        return Optional.of(faults.choose(kind, event, 2) == 0 ? Duration.ZERO : faults.delay(kind, event));
    }
}
