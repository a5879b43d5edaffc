package dev.landfall.localcloud.bigquery.sql.functions;

import static dev.landfall.localcloud.bigquery.sql.functions.Registry.Kind.DATE;
import static dev.landfall.localcloud.bigquery.sql.functions.Registry.Kind.INT64;
import static dev.landfall.localcloud.bigquery.sql.functions.Registry.Kind.TEXT;

import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Map;
import java.util.Set;

/** Arithmetic and parts of dates and times. Instants are microseconds; everything is UTC. */
final class Times {
    private static final long SECOND = Instants.MICROS_PER_SECOND;
    private static final Map<String, Long> MICROS = Map.of(
            "MICROSECOND", 1L, "MILLISECOND", 1_000L, "SECOND", SECOND, "MINUTE", 60 * SECOND, "HOUR", 3_600 * SECOND);
    private static final long DAY = 86_400 * SECOND;
    private static final Set<String> DATETIME_ONLY = Set.of("WEEK", "MONTH", "QUARTER", "YEAR");
    private static final long FIRST = Instants.micros(LocalDate.of(1, 1, 1).atStartOfDay());
    private static final long LAST = Instants.micros(LocalDate.of(9999, 12, 31).atTime(LocalTime.MAX));

    private Times() {}

    static void addTo(Registry registry) throws SQLException {
        registry.add(
                "bq_date_add", DATE, a -> DateParts.add((LocalDate) a[0], (Long) a[1], text(a, 2)), DATE, INT64, TEXT);
        registry.add(
                "bq_date_diff",
                INT64,
                a -> DateParts.difference((LocalDate) a[0], (LocalDate) a[1], text(a, 2)),
                DATE,
                DATE,
                TEXT);
        registry.add("bq_date_trunc", DATE, a -> DateParts.truncate((LocalDate) a[0], text(a, 1)), DATE, TEXT);
        registry.add("bq_date_part", INT64, a -> DateParts.extract((LocalDate) a[0], text(a, 1)), DATE, TEXT);
        registry.add("bq_last_day", DATE, a -> DateParts.last((LocalDate) a[0], text(a, 1)), DATE, TEXT);
        registry.add("bq_date_of", DATE, Times::dateOf, INT64, INT64, INT64);
        registry.add("bq_datetime_of", INT64, Times::datetimeOf, INT64, INT64, INT64, INT64, INT64, INT64);
        registry.add("bq_unix_date", INT64, a -> ((LocalDate) a[0]).toEpochDay(), DATE);
        registry.add("bq_date_from_unix_date", DATE, a -> LocalDate.ofEpochDay((Long) a[0]), INT64);
        registry.add("bq_unix", INT64, a -> Math.floorDiv((Long) a[0], (Long) a[1]), INT64, INT64);
        registry.add("bq_timestamp_of", INT64, a -> since((Long) a[0], (Long) a[1]), INT64, INT64);
        for (String type : new String[] {"timestamp", "datetime"}) {
            boolean calendar = type.equals("datetime");
            registry.add(
                    "bq_" + type + "_add",
                    INT64,
                    a -> add((Long) a[0], (Long) a[1], text(a, 2), type),
                    INT64,
                    INT64,
                    TEXT);
            registry.add(
                    "bq_" + type + "_diff",
                    INT64,
                    a -> calendar
                            ? boundaries((Long) a[0], (Long) a[1], text(a, 2))
                            : elapsed((Long) a[0], (Long) a[1], text(a, 2)),
                    INT64,
                    INT64,
                    TEXT);
            registry.add("bq_" + type + "_trunc", INT64, a -> truncate((Long) a[0], text(a, 1)), INT64, TEXT);
            registry.add("bq_" + type + "_part", INT64, a -> extract((Long) a[0], text(a, 1)), INT64, TEXT);
        }
    }

    private static String text(Object[] arguments, int index) {
        return (String) arguments[index];
    }

    private static LocalDate dateOf(Object[] parts) {
        try {
            LocalDate date = LocalDate.of(number(parts, 0), number(parts, 1), number(parts, 2));
            if (date.getYear() < DateParts.FIRST_YEAR || date.getYear() > DateParts.LAST_YEAR) {
                throw new DateTimeException("beyond the years that there are");
            }
            return date;
        } catch (DateTimeException noSuchDay) {
            throw Failures.because("Input calculates to invalid date: " + parts[0] + "-" + parts[1] + "-" + parts[2]);
        }
    }

    private static Long datetimeOf(Object[] parts) {
        try {
            return Instants.micros(dateOf(parts).atTime(number(parts, 3), number(parts, 4), number(parts, 5)));
        } catch (DateTimeException noSuchTime) {
            throw Failures.because("Input calculates to invalid datetime");
        }
    }

    private static int number(Object[] parts, int index) {
        long value = (Long) parts[index];
        return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, value));
    }

    private static Long since(long amount, long micros) {
        try {
            return inRange(Math.multiplyExact(amount, micros));
        } catch (ArithmeticException tooFar) {
            throw Failures.because("Input value " + amount + " cannot be converted into a TIMESTAMP");
        }
    }

    private static long inRange(long micros) {
        if (micros < FIRST || micros > LAST) {
            throw new ArithmeticException("out of range");
        }
        return micros;
    }

    private static Long add(long micros, long amount, String part, String type) {
        try {
            if (type.equals("datetime") && DATETIME_ONLY.contains(part)) {
                LocalDateTime time = Instants.of(micros);
                return Instants.micros(
                        DateParts.add(time.toLocalDate(), amount, part).atTime(time.toLocalTime()));
            }
            return inRange(Math.addExact(micros, Math.multiplyExact(amount, width(part))));
        } catch (ArithmeticException tooFar) {
            throw Failures.because("Adding " + amount + " " + part + " to " + type + " " + Instants.datetimeText(micros)
                    + " causes overflow");
        }
    }

    private static long width(String part) {
        if (part.equals("DAY")) {
            return DAY;
        }
        Long micros = MICROS.get(part);
        if (micros == null) {
            throw DateParts.unknown(part);
        }
        return micros;
    }

    /** Whole units of elapsed time, toward zero. */
    private static Long elapsed(long later, long earlier, String part) {
        return (later - earlier) / width(part);
    }

    /** DATETIME_DIFF counts boundaries. */
    private static Long boundaries(long later, long earlier, String part) {
        Long micros = MICROS.get(part);
        if (micros != null) {
            return Math.floorDiv(later, micros) - Math.floorDiv(earlier, micros);
        }
        return DateParts.difference(
                Instants.of(later).toLocalDate(), Instants.of(earlier).toLocalDate(), part);
    }

    private static Long truncate(long micros, String part) {
        Long width = MICROS.get(part);
        if (width != null) {
            return Math.floorDiv(micros, width) * width;
        }
        return Instants.micros(
                DateParts.truncate(Instants.of(micros).toLocalDate(), part).atStartOfDay());
    }

    private static Long extract(long micros, String part) {
        LocalDateTime time = Instants.of(micros);
        return switch (part) {
            case "HOUR" -> (long) time.getHour();
            case "MINUTE" -> (long) time.getMinute();
            case "SECOND" -> (long) time.getSecond();
            case "MILLISECOND" -> time.getNano() / 1_000_000L;
            case "MICROSECOND" -> time.getNano() / Instants.NANOS_PER_MICRO;
            default -> DateParts.extract(time.toLocalDate(), part);
        };
    }
}
