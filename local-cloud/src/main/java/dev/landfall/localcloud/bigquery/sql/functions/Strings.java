package dev.landfall.localcloud.bigquery.sql.functions;

import static dev.landfall.localcloud.bigquery.sql.functions.Registry.Kind.INT64;
import static dev.landfall.localcloud.bigquery.sql.functions.Registry.Kind.TEXT;

import java.sql.SQLException;
import java.util.Locale;
import java.util.function.IntPredicate;

/** Functions of STRING; positions count code points. */
final class Strings {
    private Strings() {}

    static void addTo(Registry registry) throws SQLException {
        registry.add("bq_substr", TEXT, a -> substring((String) a[0], (Long) a[1], (Long) a[2]), TEXT, INT64, INT64);
        registry.add("bq_left", TEXT, a -> left((String) a[0], (Long) a[1]), TEXT, INT64);
        registry.add("bq_right", TEXT, a -> right((String) a[0], (Long) a[1]), TEXT, INT64);
        registry.add("bq_lpad", TEXT, a -> pad((String) a[0], (Long) a[1], (String) a[2], true), TEXT, INT64, TEXT);
        registry.add("bq_rpad", TEXT, a -> pad((String) a[0], (Long) a[1], (String) a[2], false), TEXT, INT64, TEXT);
        registry.add("bq_repeat", TEXT, a -> repeat((String) a[0], (Long) a[1]), TEXT, INT64);
        registry.add(
                "bq_reverse",
                TEXT,
                a -> new StringBuilder((String) a[0]).reverse().toString(),
                TEXT);
        registry.add("bq_replace", TEXT, Strings::replace, TEXT, TEXT, TEXT);
        registry.add("bq_strpos", INT64, a -> position((String) a[0], (String) a[1]), TEXT, TEXT);
        registry.add("bq_upper", TEXT, a -> ((String) a[0]).toUpperCase(Locale.ROOT), TEXT);
        registry.add("bq_initcap", TEXT, a -> capitalize((String) a[0]), TEXT);
        registry.add("bq_trim_spaces", TEXT, a -> trim((String) a[0], Strings::isSpace, (String) a[1]), TEXT, TEXT);
        registry.add("bq_trim", TEXT, Strings::trim, TEXT, TEXT, TEXT);
    }

    /** Position 0 is 1, a position before the start is the start, a negative one counts from the end. */
    private static String substring(String text, long position, long length) {
        if (length < 0) {
            throw Failures.because("Third argument in SUBSTR() cannot be negative");
        }
        int points = text.codePointCount(0, text.length());
        long start = position > 0 ? position - 1 : position == 0 ? 0 : Math.max(0, points + position);
        if (start >= points) {
            return "";
        }
        long end = length > points - start ? points : start + length;
        return text.substring(text.offsetByCodePoints(0, (int) start), text.offsetByCodePoints(0, (int) end));
    }

    private static String left(String text, long length) {
        if (length < 0) {
            throw Failures.because("Second argument in LEFT() cannot be negative");
        }
        return substring(text, 1, length);
    }

    private static String right(String text, long length) {
        if (length < 0) {
            throw Failures.because("Second argument in RIGHT() cannot be negative");
        }
        int points = text.codePointCount(0, text.length());
        return length >= points ? text : substring(text, points - length + 1, length);
    }

    private static String pad(String text, long length, String pattern, boolean before) {
        String name = before ? "LPAD" : "RPAD";
        if (length < 0) {
            throw Failures.because("Second argument (output size) for " + name + " cannot be negative");
        }
        if (pattern.isEmpty()) {
            throw Failures.because("Third argument (pad pattern) for " + name + " cannot be empty");
        }
        int points = text.codePointCount(0, text.length());
        if (points >= length) {
            return substring(text, 1, length);
        }
        long missing = length - points;
        int size = pattern.codePointCount(0, pattern.length());
        String padding = substring(pattern.repeat((int) (missing / size) + 1), 1, missing);
        return before ? padding + text : text + padding;
    }

    private static String repeat(String text, long times) {
        if (times < 0) {
            throw Failures.because("Second argument in REPEAT cannot be negative");
        }
        return text.repeat((int) Math.min(Integer.MAX_VALUE, times));
    }

    private static String replace(Object[] arguments) {
        String from = (String) arguments[1];
        return from.isEmpty() ? (String) arguments[0] : ((String) arguments[0]).replace(from, (String) arguments[2]);
    }

    private static Long position(String text, String part) {
        int index = text.indexOf(part);
        return index < 0 ? 0L : text.codePointCount(0, index) + 1L;
    }

    /** What begins a word after it, in INITCAP without delimiters of its own. */
    private static final String DELIMITERS = "[](){}/|<>!?@\"^#$&~_,.:;*%+-";

    private static String capitalize(String text) {
        StringBuilder result = new StringBuilder(text.length());
        boolean start = true;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int point = text.codePointAt(i);
            String letter = Character.toString(point);
            result.append(start ? letter.toUpperCase(Locale.ROOT) : letter.toLowerCase(Locale.ROOT));
            start = isSpace(point) || DELIMITERS.indexOf(point) >= 0;
        }
        return result.toString();
    }

    private static String trim(Object[] arguments) {
        String characters = (String) arguments[1];
        return trim((String) arguments[0], point -> characters.indexOf(point) >= 0, (String) arguments[2]);
    }

    private static String trim(String text, IntPredicate drop, String side) {
        int start = 0;
        int end = text.length();
        while (!side.equals("right") && start < end && drop.test(text.codePointAt(start))) {
            start += Character.charCount(text.codePointAt(start));
        }
        while (!side.equals("left") && start < end && drop.test(text.codePointBefore(end))) {
            end -= Character.charCount(text.codePointBefore(end));
        }
        return text.substring(start, end);
    }

    /** Unicode's White_Space. */
    private static boolean isSpace(int point) {
        return Character.isSpaceChar(point) || (point >= '\t' && point <= '\r') || point == 0x85;
    }
}
