package dev.landfall.endtoend.tpch.comparison;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Arrays;
import java.util.Locale;

/** How values of one kind are written, so that equal values have equal text whichever engine they come from. */
public enum ComparedType {
    /** Whole numbers. */
    INTEGER {
        @Override
        String canonical(String text) {
            return new BigDecimal(text).toBigIntegerExact().toString();
        }

        @Override
        int compare(String left, String right) {
            return new BigDecimal(left).compareTo(new BigDecimal(right));
        }
    },
    /** Exact decimals with two digits after the point; more of them show as they are. */
    MONEY {
        @Override
        String canonical(String text) {
            BigDecimal value = new BigDecimal(text).stripTrailingZeros();
            return value.setScale(Math.max(value.scale(), MONEY_SCALE)).toPlainString();
        }

        @Override
        int compare(String left, String right) {
            return new BigDecimal(left).compareTo(new BigDecimal(right));
        }
    },
    /** Text, ordered by code point as both engines do. */
    TEXT {
        @Override
        String canonical(String text) {
            return text;
        }

        @Override
        int compare(String left, String right) {
            return Arrays.compare(
                    left.codePoints().toArray(), right.codePoints().toArray());
        }
    },
    /** Calendar dates as {@code 2026-01-31}. */
    DATE {
        @Override
        String canonical(String text) {
            return LocalDate.parse(text).toString();
        }

        @Override
        int compare(String left, String right) {
            return left.compareTo(right);
        }
    },
    /** Points in time as {@code 2026-01-31 12:00:00.000000}, in UTC. */
    TIMESTAMP {
        @Override
        String canonical(String text) {
            return timestamp(LocalDateTime.parse(text.replace('T', ' '), READ_TIMESTAMP));
        }

        @Override
        int compare(String left, String right) {
            return left.compareTo(right);
        }
    };

    private static final int MONEY_SCALE = 2;

    private static final DateTimeFormatter READ_TIMESTAMP = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .toFormatter(Locale.ROOT);

    private static final DateTimeFormatter WRITE_TIMESTAMP =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS", Locale.ROOT);

    /** The canonical text of a time in UTC, with microseconds; finer digits are cut, as neither side keeps them. */
    public static String timestamp(LocalDateTime utc) {
        return WRITE_TIMESTAMP.format(utc);
    }

    /** The canonical form of a value as an engine prints it; text that is no such value stays as it is. */
    String render(String text) {
        try {
            return canonical(text);
        } catch (ArithmeticException | DateTimeException | NumberFormatException e) {
            return text;
        }
    }

    abstract String canonical(String text);

    /** Orders canonical values. */
    abstract int compare(String left, String right);
}
