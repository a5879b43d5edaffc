package dev.landfall.localcloud.bigquery.sql.functions;

import static dev.landfall.localcloud.bigquery.sql.functions.Registry.Kind.DATE;
import static dev.landfall.localcloud.bigquery.sql.functions.Registry.Kind.INT64;
import static dev.landfall.localcloud.bigquery.sql.functions.Registry.Kind.TEXT;

import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.TextStyle;
import java.util.Locale;

/** FORMAT_DATE, FORMAT_TIMESTAMP and FORMAT_DATETIME with the elements of strftime that are in common use. */
final class TimeFormats {
    private TimeFormats() {}

    static void addTo(Registry registry) throws SQLException {
        registry.add("bq_format_date", TEXT, a -> format((String) a[0], ((LocalDate) a[1]).atStartOfDay()), TEXT, DATE);
        for (String type : new String[] {"timestamp", "datetime"}) {
            registry.add("bq_format_" + type, TEXT, a -> format((String) a[0], Instants.of((Long) a[1])), TEXT, INT64);
        }
    }

    static String format(String pattern, LocalDateTime time) {
        StringBuilder text = new StringBuilder();
        int at = 0;
        while (at < pattern.length()) {
            if (pattern.charAt(at) != '%' || at + 1 == pattern.length()) {
                text.append(pattern.charAt(at));
                at++;
            } else {
                String element = element(pattern, at + 1);
                text.append(element(element, time));
                at += 1 + element.length();
            }
        }
        return text.toString();
    }

    /** The element after a percent sign: one letter, or E with what belongs to it. */
    static String element(String pattern, int start) {
        if (pattern.charAt(start) != 'E') {
            return pattern.substring(start, start + 1);
        }
        int end = start + 1;
        while (end < pattern.length() && (Character.isDigit(pattern.charAt(end)) || pattern.charAt(end) == '*')) {
            end++;
        }
        return pattern.substring(start, Math.min(pattern.length(), end + 1));
    }

    static IllegalArgumentException unknown(String element) {
        return Failures.because("The local BigQuery does not implement the format element %" + element);
    }

    private static String element(String element, LocalDateTime time) {
        return switch (element) {
            case "Y" -> Integer.toString(time.getYear());
            case "E4Y" -> String.format(Locale.ROOT, "%04d", time.getYear());
            case "y" -> two(time.getYear() % 100);
            case "C" -> two(time.getYear() / 100);
            case "m" -> two(time.getMonthValue());
            case "d" -> two(time.getDayOfMonth());
            case "e" -> String.format(Locale.ROOT, "%2d", time.getDayOfMonth());
            case "F" -> format("%Y-%m-%d", time);
            case "D", "x" -> format("%m/%d/%y", time);
            case "T", "X" -> format("%H:%M:%S", time);
            case "R" -> format("%H:%M", time);
            case "c" -> format("%a %b %e %H:%M:%S %Y", time);
            case "H" -> two(time.getHour());
            case "I" -> two((time.getHour() + 11) % 12 + 1);
            case "k" -> String.format(Locale.ROOT, "%2d", time.getHour());
            case "l" -> String.format(Locale.ROOT, "%2d", (time.getHour() + 11) % 12 + 1);
            case "M" -> two(time.getMinute());
            case "S" -> two(time.getSecond());
            case "p" -> time.getHour() < 12 ? "AM" : "PM";
            case "P" -> time.getHour() < 12 ? "am" : "pm";
            default -> rarer(element, time);
        };
    }

    private static String rarer(String element, LocalDateTime time) {
        LocalDate date = time.toLocalDate();
        return switch (element) {
            case "b", "h" -> time.getMonth().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
            case "B" -> time.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
            case "a" -> time.getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
            case "A" -> time.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
            case "j" -> String.format(Locale.ROOT, "%03d", time.getDayOfYear());
            case "u" -> Integer.toString(time.getDayOfWeek().getValue());
            case "w" -> Integer.toString(time.getDayOfWeek().getValue() % 7);
            case "G" -> Long.toString(DateParts.extract(date, "ISOYEAR"));
            case "g" -> two((int) (DateParts.extract(date, "ISOYEAR") % 100));
            case "V" -> two((int) DateParts.extract(date, "ISOWEEK"));
            case "U" -> two((int) DateParts.extract(date, "WEEK"));
            case "W" -> two((int) DateParts.extract(date, "WEEK_MONDAY"));
            case "Q" -> Long.toString(DateParts.extract(date, "QUARTER"));
            case "s" -> Long.toString(Math.floorDiv(Instants.micros(time), Instants.MICROS_PER_SECOND));
            case "Z" -> "UTC";
            case "z" -> "+0000";
            case "Ez" -> "+00:00";
            case "n" -> "\n";
            case "t" -> "\t";
            case "%" -> "%";
            case "E*S" -> {
                String text = Instants.text(time.toLocalTime()).substring(6);
                yield text.indexOf('.') < 0 ? text : text.replaceFirst("0+$", "");
            }
            default -> fraction(element, time);
        };
    }

    /** {@code E<n>S}: seconds with n digits of their fraction. */
    private static String fraction(String element, LocalDateTime time) {
        if (!element.matches("E[0-6]S")) {
            throw unknown(element);
        }
        int digits = element.charAt(1) - '0';
        String micros = String.format(Locale.ROOT, "%06d", time.getNano() / Instants.NANOS_PER_MICRO);
        return two(time.getSecond()) + (digits == 0 ? "" : "." + micros.substring(0, digits));
    }

    private static String two(int value) {
        return String.format(Locale.ROOT, "%02d", value);
    }
}
