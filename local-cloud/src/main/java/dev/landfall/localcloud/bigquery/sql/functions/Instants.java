package dev.landfall.localcloud.bigquery.sql.functions;

import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.util.Locale;

/** Instants as microseconds since 1970, and their texts. */
final class Instants {
    static final long MICROS_PER_SECOND = 1_000_000;
    static final long NANOS_PER_MICRO = 1_000;

    private Instants() {}

    static LocalDateTime of(long micros) {
        return LocalDateTime.ofEpochSecond(
                Math.floorDiv(micros, MICROS_PER_SECOND),
                (int) (Math.floorMod(micros, MICROS_PER_SECOND) * NANOS_PER_MICRO),
                ZoneOffset.UTC);
    }

    static long micros(LocalDateTime time) {
        return time.toEpochSecond(ZoneOffset.UTC) * MICROS_PER_SECOND + time.getLong(ChronoField.MICRO_OF_SECOND);
    }

    static String timestampText(long micros) {
        return datetimeText(micros) + "+00";
    }

    static String datetimeText(long micros) {
        LocalDateTime time = of(micros);
        return time.toLocalDate() + " " + text(time.toLocalTime());
    }

    static String timeText(String time) {
        return text(LocalTime.parse(time));
    }

    /** Fractions have three digits, or six, or none. */
    static String text(LocalTime time) {
        String seconds =
                String.format(Locale.ROOT, "%02d:%02d:%02d", time.getHour(), time.getMinute(), time.getSecond());
        int micros = (int) (time.getNano() / NANOS_PER_MICRO);
        if (micros == 0) {
            return seconds;
        }
        return micros % 1_000 == 0
                ? seconds + String.format(Locale.ROOT, ".%03d", micros / 1_000)
                : seconds + String.format(Locale.ROOT, ".%06d", micros);
    }
}
