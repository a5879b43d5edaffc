package dev.landfall.replicator.window;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The half-open range of watermark values that one delta covers. Values are wall clock times exactly as the source
 * stores them, in microseconds; no zone is ever applied.
 *
 * @param watermark everything below it was delivered before; null on the first run
 * @param lower inclusive lower bound of the query: the watermark less the overlap; null on the first run
 * @param upper exclusive upper bound, fixed before the query runs; the watermark once the delta is delivered
 */
public record Window(
        @Nullable LocalDateTime watermark, @Nullable LocalDateTime lower, LocalDateTime upper) {

    public Window {
        if ((watermark == null) != (lower == null)) {
            throw new IllegalArgumentException("A window has both a watermark and a lower bound, or neither");
        }
        if (watermark != null && lower != null && (lower.isAfter(watermark) || !watermark.isBefore(upper))) {
            throw new IllegalArgumentException(
                    "A window needs lower <= watermark < upper, but got " + lower + ", " + watermark + ", " + upper);
        }
        if (!upper.equals(upper.truncatedTo(ChronoUnit.MICROS))) {
            throw new IllegalArgumentException("A window ends at a whole microsecond, but got " + upper);
        }
        if (upper.toEpochSecond(ZoneOffset.UTC) <= 0) {
            throw new IllegalArgumentException(
                    "A window ends after 1970-01-01, but got " + upper + ": is the clock of the source right?");
        }
    }

    /** True when nothing was delivered before: the query has no lower bound and takes rows without a watermark too. */
    public boolean isFirst() {
        return lower == null;
    }

    public Optional<LocalDateTime> lowerBound() {
        return Optional.ofNullable(lower);
    }

    /** The upper end in microseconds since 1970, the wall clock read as UTC: the sequence of the delta's files. */
    public long sequence() {
        return Math.addExact(
                Math.multiplyExact(upper.toEpochSecond(ZoneOffset.UTC), 1_000_000L),
                upper.get(ChronoField.MICRO_OF_SECOND));
    }

    @Override
    public String toString() {
        return "[" + (lower == null ? "beginning" : lower) + ", " + upper + ")";
    }
}
