package dev.landfall.localcloud.bigquery.sql.functions;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Dates and times read from their canonical texts. */
final class InstantTexts {
    private static final String DATE = "(\\d{1,4})-(\\d{1,2})-(\\d{1,2})";
    private static final String TIME = "(\\d{1,2}):(\\d{1,2}):(\\d{1,2})(?:\\.(\\d{0,6}))?";
    private static final Pattern DATE_ONLY = Pattern.compile(DATE);
    private static final Pattern TIME_ONLY = Pattern.compile(TIME);
    private static final Pattern MOMENT = Pattern.compile(
            DATE + "(?:[ Tt]" + TIME + ")?(?: ?([Zz]|[+-]\\d{1,2}(?::?\\d{2})?|[A-Za-z][A-Za-z_/+-]*))?");
    private static final int ZONE_GROUP = 8;

    private InstantTexts() {}

    static LocalDate date(String text) {
        Matcher matcher = DATE_ONLY.matcher(text.strip());
        if (!matcher.matches()) {
            // A text with a time is a legal date, too.
            matcher = MOMENT.matcher(text.strip());
            if (!matcher.matches() || matcher.group(ZONE_GROUP) != null) {
                throw invalid("date", text);
            }
        }
        return date(matcher, text, "date");
    }

    static Long datetime(String text) {
        Matcher matcher = MOMENT.matcher(text.strip());
        if (!matcher.matches() || matcher.group(ZONE_GROUP) != null) {
            throw invalid("datetime", text);
        }
        return Instants.micros(moment(matcher, text, "datetime"));
    }

    static Long timestamp(String text) {
        Matcher matcher = MOMENT.matcher(text.strip());
        if (!matcher.matches()) {
            throw invalid("timestamp", text);
        }
        LocalDateTime local = moment(matcher, text, "timestamp");
        String zone = matcher.group(ZONE_GROUP);
        if (zone == null) {
            return Instants.micros(local);
        }
        try {
            return Instants.micros(
                    LocalDateTime.ofInstant(local.atZone(zone(zone)).toInstant(), ZoneOffset.UTC));
        } catch (DateTimeException unknown) {
            throw invalid("timestamp", text);
        }
    }

    static String time(String text) {
        Matcher matcher = TIME_ONLY.matcher(text.strip());
        if (!matcher.matches()) {
            throw invalid("time", text);
        }
        return Instants.text(time(matcher, 1, text, "time"));
    }

    /** What a clock in the zone shows at an instant, both in microseconds. */
    static Long wallClock(long micros, String zone) {
        try {
            return Instants.micros(Instants.of(micros)
                    .atOffset(ZoneOffset.UTC)
                    .atZoneSameInstant(zone(zone))
                    .toLocalDateTime());
        } catch (DateTimeException | NumberFormatException unknown) {
            throw Failures.because("Invalid time zone: " + zone);
        }
    }

    private static ZoneId zone(String text) {
        if (text.equalsIgnoreCase("Z")) {
            return ZoneOffset.UTC;
        }
        if (text.startsWith("+") || text.startsWith("-")) {
            String digits = text.substring(1);
            int colon = digits.indexOf(':');
            int split = colon >= 0 ? colon : digits.length() <= 2 ? digits.length() : digits.length() - 2;
            int hours = Integer.parseInt(digits.substring(0, split));
            String rest = digits.substring(Math.min(digits.length(), colon >= 0 ? colon + 1 : split));
            int minutes = rest.isEmpty() ? 0 : Integer.parseInt(rest);
            int sign = text.startsWith("-") ? -1 : 1;
            return ZoneOffset.ofHoursMinutes(sign * hours, sign * minutes);
        }
        return ZoneId.of(text);
    }

    private static LocalDateTime moment(Matcher matcher, String text, String type) {
        LocalDate date = date(matcher, text, type);
        return matcher.group(4) == null ? date.atStartOfDay() : date.atTime(time(matcher, 4, text, type));
    }

    private static LocalDate date(Matcher matcher, String text, String type) {
        try {
            return LocalDate.of(
                    Integer.parseInt(matcher.group(1)),
                    Integer.parseInt(matcher.group(2)),
                    Integer.parseInt(matcher.group(3)));
        } catch (DateTimeException noSuchDay) {
            throw invalid(type, text);
        }
    }

    private static LocalTime time(Matcher matcher, int first, String text, String type) {
        String fraction = matcher.group(first + 3);
        int micros =
                fraction == null || fraction.isEmpty() ? 0 : Integer.parseInt((fraction + "000000").substring(0, 6));
        try {
            return LocalTime.of(
                    Integer.parseInt(matcher.group(first)),
                    Integer.parseInt(matcher.group(first + 1)),
                    Integer.parseInt(matcher.group(first + 2)),
                    (int) (micros * Instants.NANOS_PER_MICRO));
        } catch (DateTimeException noSuchTime) {
            throw invalid(type, text);
        }
    }

    private static IllegalArgumentException invalid(String type, String text) {
        return Failures.because("Invalid " + type + ": '" + text + "'");
    }
}
