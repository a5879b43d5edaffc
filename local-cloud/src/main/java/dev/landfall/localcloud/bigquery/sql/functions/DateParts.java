package dev.landfall.localcloud.bigquery.sql.functions;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;

/** Calendar arithmetic of the parts from DAY up. */
final class DateParts {
    private static final int DAYS_PER_WEEK = 7;
    private static final int MONTHS_PER_QUARTER = 3;
    static final int FIRST_YEAR = 1;
    static final int LAST_YEAR = 9999;

    private DateParts() {}

    static LocalDate add(LocalDate date, long amount, String part) {
        try {
            LocalDate moved = switch (part) {
                case "DAY" -> date.plusDays(amount);
                case "WEEK" -> date.plusWeeks(amount);
                case "MONTH" -> date.plusMonths(amount);
                case "QUARTER" -> date.plusMonths(Math.multiplyExact(amount, MONTHS_PER_QUARTER));
                case "YEAR" -> date.plusYears(amount);
                default -> throw unknown(part);
            };
            if (moved.getYear() >= FIRST_YEAR && moved.getYear() <= LAST_YEAR) {
                return moved;
            }
        } catch (ArithmeticException | java.time.DateTimeException tooFar) {
            // Reported below, as any other date out of range.
        }
        throw Failures.because("Adding " + amount + " " + part + " to date " + date + " causes overflow");
    }

    /** How many boundaries of the part lie between the dates. */
    static long difference(LocalDate later, LocalDate earlier, String part) {
        return switch (part) {
            case "DAY" -> ChronoUnit.DAYS.between(earlier, later);
            case "MONTH" -> ChronoUnit.MONTHS.between(earlier.withDayOfMonth(1), later.withDayOfMonth(1));
            case "QUARTER" -> quarter(later) - quarter(earlier);
            case "YEAR" -> later.getYear() - earlier.getYear();
            case "ISOYEAR" -> later.get(IsoFields.WEEK_BASED_YEAR) - earlier.get(IsoFields.WEEK_BASED_YEAR);
            default -> ChronoUnit.DAYS.between(truncate(earlier, part), truncate(later, part)) / DAYS_PER_WEEK;
        };
    }

    private static long quarter(LocalDate date) {
        return date.getYear() * 4L + date.get(IsoFields.QUARTER_OF_YEAR);
    }

    static LocalDate truncate(LocalDate date, String part) {
        return switch (part) {
            case "DAY" -> date;
            case "MONTH" -> date.withDayOfMonth(1);
            case "QUARTER" -> date.withDayOfMonth(1).minusMonths((date.getMonthValue() - 1) % MONTHS_PER_QUARTER);
            case "YEAR" -> date.withDayOfYear(1);
            case "ISOYEAR" ->
                LocalDate.of(date.get(IsoFields.WEEK_BASED_YEAR), 1, 4)
                        .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            default -> date.with(TemporalAdjusters.previousOrSame(firstDay(part)));
        };
    }

    private static DayOfWeek firstDay(String part) {
        if (part.equals("WEEK")) {
            return DayOfWeek.SUNDAY;
        }
        if (part.equals("ISOWEEK")) {
            return DayOfWeek.MONDAY;
        }
        if (part.startsWith("WEEK_")) {
            return DayOfWeek.valueOf(part.substring("WEEK_".length()).toUpperCase(Locale.ROOT));
        }
        throw unknown(part);
    }

    static long extract(LocalDate date, String part) {
        return switch (part) {
            case "YEAR" -> date.getYear();
            case "QUARTER" -> date.get(IsoFields.QUARTER_OF_YEAR);
            case "MONTH" -> date.getMonthValue();
            case "DAY" -> date.getDayOfMonth();
            case "DAYOFYEAR" -> date.getDayOfYear();
            case "DAYOFWEEK" -> date.getDayOfWeek().getValue() % DAYS_PER_WEEK + 1;
            case "ISOYEAR" -> date.get(IsoFields.WEEK_BASED_YEAR);
            case "ISOWEEK" -> date.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
            default -> week(date, firstDay(part));
        };
    }

    /** Weeks begin on that day; the days before the year's first one are week 0. */
    private static long week(LocalDate date, DayOfWeek first) {
        LocalDate start = date.withDayOfYear(1).with(TemporalAdjusters.nextOrSame(first));
        return date.isBefore(start) ? 0 : ChronoUnit.DAYS.between(start, date) / DAYS_PER_WEEK + 1;
    }

    static LocalDate last(LocalDate date, String part) {
        LocalDate start = truncate(date, part);
        LocalDate next = switch (part) {
            case "MONTH" -> start.plusMonths(1);
            case "QUARTER" -> start.plusMonths(MONTHS_PER_QUARTER);
            case "YEAR" -> start.plusYears(1);
            case "ISOYEAR" -> truncate(start.plusDays(380), part);
            default -> start.plusWeeks(1);
        };
        LocalDate last = next.minusDays(1);
        if (last.getYear() > LAST_YEAR) {
            throw Failures.because("LAST_DAY of " + date + " causes overflow");
        }
        return last;
    }

    static IllegalArgumentException unknown(String part) {
        return Failures.because("Unsupported date part " + part);
    }
}
