package dev.landfall.replicator.source.jdbc;

import java.time.DateTimeException;
import java.time.LocalDateTime;

/** Reads {@code yyyy-MM-dd HH:mm:ss[.fraction]}, as Hive writes a TIMESTAMP, several times faster than a formatter. */
final class TimestampText {
    private static final int SECONDS_END = 19;
    private static final int NANO_DIGITS = 9;

    private TimestampText() {}

    static LocalDateTime parse(String text) {
        int fraction = text.length() - SECONDS_END - 1;
        boolean shaped = text.length() == SECONDS_END
                || (fraction >= 1 && fraction <= NANO_DIGITS && text.charAt(SECONDS_END) == '.');
        if (!shaped || !separated(text)) {
            throw illegal(text);
        }
        try {
            return LocalDateTime.of(
                    digits(text, 0, 4),
                    digits(text, 5, 7),
                    digits(text, 8, 10),
                    digits(text, 11, 13),
                    digits(text, 14, 16),
                    digits(text, 17, SECONDS_END),
                    nanos(text));
        } catch (DateTimeException e) {
            throw illegal(text);
        }
    }

    private static boolean separated(String text) {
        return text.charAt(4) == '-'
                && text.charAt(7) == '-'
                && text.charAt(10) == ' '
                && text.charAt(13) == ':'
                && text.charAt(16) == ':';
    }

    private static int nanos(String text) {
        if (text.length() == SECONDS_END) {
            return 0;
        }
        int nanos = digits(text, SECONDS_END + 1, text.length());
        for (int i = text.length() - SECONDS_END - 1; i < NANO_DIGITS; i++) {
            nanos *= 10;
        }
        return nanos;
    }

    private static int digits(String text, int from, int to) {
        int value = 0;
        for (int i = from; i < to; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                throw illegal(text);
            }
            value = value * 10 + digit;
        }
        return value;
    }

    private static IllegalArgumentException illegal(String text) {
        return new IllegalArgumentException(
                "'" + text + "' is not a timestamp of the years 0001 to 9999 (yyyy-MM-dd HH:mm:ss.fffffffff)");
    }
}
