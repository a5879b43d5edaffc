package dev.landfall.localcloud.bigquery.sql.functions;

import static dev.landfall.localcloud.bigquery.sql.functions.Registry.Kind.DATE;
import static dev.landfall.localcloud.bigquery.sql.functions.Registry.Kind.INT64;
import static dev.landfall.localcloud.bigquery.sql.functions.Registry.Kind.TEXT;

import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Month;
import java.time.ZoneOffset;
import java.time.format.TextStyle;
import java.util.Locale;

/** PARSE_DATE, PARSE_TIMESTAMP and PARSE_DATETIME. What the format does not name is that of 1970-01-01 00:00:00. */
final class TimeParser {
    private final String text;
    private final String pattern;
    private int at;
    private int year = 1970;
    private int month = 1;
    private int day = 1;
    private int hour;
    private int minute;
    private int second;
    private int micros;
    private int offsetMinutes;
    private boolean afternoon;
    private boolean twelveHours;
    private long epochSeconds = Long.MIN_VALUE;

    private TimeParser(String pattern, String text) {
        this.pattern = pattern;
        this.text = text;
    }

    static void addTo(Registry registry) throws SQLException {
        registry.add(
                "bq_parse_date", DATE, a -> parse((String) a[0], (String) a[1]).toLocalDate(), TEXT, TEXT);
        for (String type : new String[] {"timestamp", "datetime"}) {
            registry.add(
                    "bq_parse_" + type, INT64, a -> Instants.micros(parse((String) a[0], (String) a[1])), TEXT, TEXT);
        }
    }

    static LocalDateTime parse(String pattern, String text) {
        return new TimeParser(pattern, text).run();
    }

    private LocalDateTime run() {
        spaces();
        read(pattern);
        spaces();
        if (at < text.length()) {
            throw Failures.because("Failed to parse input string \"" + text + "\"");
        }
        if (epochSeconds != Long.MIN_VALUE) {
            return LocalDateTime.ofEpochSecond(epochSeconds, 0, ZoneOffset.UTC);
        }
        try {
            int shown = twelveHours ? hour % 12 + (afternoon ? 12 : 0) : hour;
            return LocalDate.of(year, month, day)
                    .atTime(shown, minute, second, (int) (micros * Instants.NANOS_PER_MICRO))
                    .minusMinutes(offsetMinutes);
        } catch (DateTimeException impossible) {
            throw mismatch();
        }
    }

    private void read(String elements) {
        int i = 0;
        while (i < elements.length()) {
            char c = elements.charAt(i);
            if (Character.isWhitespace(c)) {
                spaces();
                i++;
            } else if (c != '%' || i + 1 == elements.length()) {
                literal(c);
                i++;
            } else {
                String element = TimeFormats.element(elements, i + 1);
                element(element);
                i += 1 + element.length();
            }
        }
    }

    private void element(String element) {
        switch (element) {
            case "Y", "E4Y" -> year = number(4);
            case "m" -> month = number(2);
            case "d", "e" -> {
                spaces();
                day = number(2);
            }
            case "H", "k" -> hour = number(2);
            case "I", "l" -> {
                hour = number(2);
                twelveHours = true;
            }
            case "M" -> minute = number(2);
            case "S" -> second = number(2);
            case "F" -> read("%Y-%m-%d");
            case "D", "x" -> read("%m/%d/%y");
            case "T", "X" -> read("%H:%M:%S");
            case "R" -> read("%H:%M");
            case "y" -> {
                int value = number(2);
                year = value < 69 ? 2000 + value : 1900 + value;
            }
            case "b", "B", "h" -> month = monthName();
            case "p", "P" -> afternoon = halfOfDay();
            case "E*S", "E0S", "E1S", "E2S", "E3S", "E4S", "E5S", "E6S" -> seconds();
            case "z", "Ez" -> offsetMinutes = offset();
            case "Z" -> zone();
            case "s" -> epochSeconds = longNumber();
            case "%" -> literal('%');
            default -> throw TimeFormats.unknown(element);
        }
    }

    private void spaces() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private void literal(char c) {
        if (at >= text.length() || text.charAt(at) != c) {
            throw mismatch();
        }
        at++;
    }

    private int number(int digits) {
        return Integer.parseInt(digits(digits));
    }

    private long longNumber() {
        return Long.parseLong(digits(12));
    }

    private String digits(int most) {
        int start = at;
        while (at < text.length() && at - start < most && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        if (at == start) {
            throw mismatch();
        }
        return text.substring(start, at);
    }

    private void seconds() {
        second = number(2);
        if (at < text.length() && text.charAt(at) == '.') {
            at++;
            int start = at;
            number(9);
            micros = Integer.parseInt((text.substring(start, at) + "000000").substring(0, 6));
        }
    }

    private int monthName() {
        for (Month candidate : Month.values()) {
            for (TextStyle style : new TextStyle[] {TextStyle.FULL, TextStyle.SHORT}) {
                String name = candidate.getDisplayName(style, Locale.ENGLISH);
                if (text.regionMatches(true, at, name, 0, name.length())) {
                    at += name.length();
                    return candidate.getValue();
                }
            }
        }
        throw mismatch();
    }

    private boolean halfOfDay() {
        boolean pm = text.regionMatches(true, at, "PM", 0, 2);
        if (!pm && !text.regionMatches(true, at, "AM", 0, 2)) {
            throw mismatch();
        }
        at += 2;
        return pm;
    }

    private int offset() {
        if (at < text.length() && (text.charAt(at) == 'Z' || text.charAt(at) == 'z')) {
            at++;
            return 0;
        }
        int sign = at < text.length() && text.charAt(at) == '-' ? -1 : 1;
        if (at >= text.length() || (text.charAt(at) != '+' && text.charAt(at) != '-')) {
            throw mismatch();
        }
        at++;
        int hours = number(2);
        if (at < text.length() && text.charAt(at) == ':') {
            at++;
        }
        int minutes = at < text.length() && Character.isDigit(text.charAt(at)) ? number(2) : 0;
        return sign * (hours * 60 + minutes);
    }

    private void zone() {
        if (!text.startsWith("UTC", at)) {
            throw mismatch();
        }
        at += 3;
    }

    private IllegalArgumentException mismatch() {
        return Failures.because("Mismatch between format string '" + pattern + "' and input string '" + text + "'");
    }
}
