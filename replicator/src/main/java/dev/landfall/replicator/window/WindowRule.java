package dev.landfall.replicator.window;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * How windows follow each other: {@code [watermark - overlap, now - settle)}, where now is the clock of the source.
 *
 * <p>Rows that become visible late with an older timestamp are found as long as they are at most {@code overlap} late.
 * If the source stamps rows in a zone with daylight saving time, its wall clock repeats an hour each autumn; an overlap
 * of one hour or more covers that too.
 *
 * @param overlap how far below the watermark the next window reads again
 * @param settle how long rows are left alone before they are read
 */
public record WindowRule(Duration overlap, Duration settle) {

    public WindowRule {
        if (overlap.isNegative() || settle.isNegative()) {
            throw new IllegalArgumentException(
                    "overlap and settle are not negative, but got " + overlap + " and " + settle);
        }
    }

    /**
     * The next window, or empty when the source's clock less the settling time has not passed the watermark, so that
     * the watermark never moves back.
     */
    public Optional<Window> next(Optional<LocalDateTime> watermark, LocalDateTime sourceNow) {
        LocalDateTime upper = sourceNow.minus(settle).truncatedTo(ChronoUnit.MICROS);
        if (watermark.isEmpty()) {
            return Optional.of(new Window(null, null, upper));
        }
        LocalDateTime from = watermark.get();
        return from.isBefore(upper) ? Optional.of(new Window(from, from.minus(overlap), upper)) : Optional.empty();
    }
}
