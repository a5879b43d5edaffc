package dev.landfall.localcloud.bigquery.sql.functions;

import static dev.landfall.localcloud.bigquery.sql.functions.Registry.Kind.TEXT;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * FORMAT. The arguments arrive as a JSON array of texts, each behind a letter for its type: i INT64, f FLOAT64, n
 * NUMERIC, s STRING, b BOOL, t a date or time.
 */
final class Formats {
    private static final Pattern ELEMENT = Pattern.compile("%([-+ 0#']*)(\\d+)?(?:\\.(\\d+))?([a-zA-Z%])");

    private Formats() {}

    static void addTo(Registry registry) throws SQLException {
        registry.add("bq_format", TEXT, a -> format((String) a[0], (String) a[1]), TEXT, TEXT);
    }

    private static @Nullable String format(String pattern, String json) {
        JsonArray arguments = JsonParser.parseString(json).getAsJsonArray();
        Matcher matcher = ELEMENT.matcher(pattern);
        StringBuilder result = new StringBuilder();
        int copied = 0;
        int used = 0;
        while (matcher.find()) {
            result.append(literal(pattern.substring(copied, matcher.start())));
            copied = matcher.end();
            if (matcher.group(4).equals("%")) {
                result.append('%');
                continue;
            }
            if (used == arguments.size()) {
                throw Failures.because("Too few arguments to FORMAT for pattern \"" + pattern + "\"");
            }
            JsonElement argument = arguments.get(used);
            used++;
            boolean shown = matcher.group(4).equalsIgnoreCase("t");
            if (argument.isJsonNull() && !shown) {
                return null;
            }
            result.append(element(matcher, argument.isJsonNull() ? "xNULL" : argument.getAsString()));
        }
        if (used < arguments.size()) {
            throw Failures.because("Too many arguments to FORMAT for pattern \"" + pattern + "\"");
        }
        return result.append(literal(pattern.substring(copied))).toString();
    }

    private static String literal(String text) {
        if (text.indexOf('%') >= 0) {
            throw Failures.because("The local BigQuery does not implement the FORMAT element in \"" + text + "\"");
        }
        return text;
    }

    private static String element(Matcher element, String argument) {
        char type = argument.charAt(0);
        String value = argument.substring(1);
        String flags = element.group(1);
        String width = element.group(2) == null ? "" : element.group(2);
        String precision = element.group(3) == null ? "" : "." + element.group(3);
        char letter = element.group(4).charAt(0);
        return switch (letter) {
            case 's' -> {
                require(type == 's', letter);
                yield text(flags, width, precision, value);
            }
            case 't' -> text(flags, width, precision, value);
            case 'T' -> text(flags, width, precision, literal(type, value));
            case 'd', 'i' -> {
                require(type == 'i', letter);
                yield String.format(Locale.ROOT, "%" + flags.replace('\'', ',') + width + "d", Long.parseLong(value));
            }
            case 'x', 'X', 'o' -> {
                require(type == 'i', letter);
                yield hexadecimal(flags, width, letter, Long.parseLong(value));
            }
            case 'f', 'F', 'e', 'E' -> {
                require(type == 'f' || type == 'n', letter);
                yield number(flags, width, precision, letter, type, value);
            }
            default -> throw Failures.because("The local BigQuery does not implement FORMAT's %" + letter);
        };
    }

    private static void require(boolean fits, char letter) {
        if (!fits) {
            throw Failures.because("Invalid type for argument to FORMAT's %" + letter);
        }
    }

    private static String text(String flags, String width, String precision, String value) {
        String cut = precision.isEmpty() ? value : String.format(Locale.ROOT, "%" + precision + "s", value);
        // Java counts UTF-16 units, GoogleSQL characters.
        int missing = width.isEmpty() ? 0 : Integer.parseInt(width) - cut.codePointCount(0, cut.length());
        String blanks = " ".repeat(Math.max(0, missing));
        return flags.contains("-") ? cut + blanks : blanks + cut;
    }

    private static String hexadecimal(String flags, String width, char letter, long value) {
        String sign = value < 0 ? "-" : "";
        String digits = letter == 'o' ? Long.toOctalString(Math.abs(value)) : Long.toHexString(Math.abs(value));
        String text = sign + (letter == 'X' ? digits.toUpperCase(Locale.ROOT) : digits);
        if (flags.contains("0") && !width.isEmpty()) {
            int missing = Integer.parseInt(width) - text.length();
            return sign + "0".repeat(Math.max(0, missing)) + text.substring(sign.length());
        }
        return text(flags, width, "", text);
    }

    private static String number(String flags, String width, String precision, char letter, char type, String value) {
        if (value.endsWith("inf") || value.equals("nan")) {
            return text(flags, width, "", value);
        }
        String pattern = "%" + flags.replace('\'', ',') + width + (precision.isEmpty() ? ".6" : precision)
                + Character.toLowerCase(letter);
        // The exact value of a FLOAT64, so that halves round as C does.
        BigDecimal exact = type == 'n' ? new BigDecimal(value) : new BigDecimal(Double.parseDouble(value));
        boolean fixed = Character.toLowerCase(letter) == 'f';
        int places = precision.isEmpty() ? 6 : Integer.parseInt(precision.substring(1));
        // C rounds the halves of binary numbers to even, Java away from zero.
        return String.format(
                Locale.ROOT,
                pattern,
                fixed && type == 'f' ? exact.setScale(places, java.math.RoundingMode.HALF_EVEN) : exact);
    }

    /** In double quotes, unless single ones spare an escape. */
    private static String quoted(String value) {
        char quote = value.indexOf('"') >= 0 && value.indexOf('\'') < 0 ? '\'' : '"';
        String escaped = value.replace("\\", "\\\\")
                .replace("\n", "\\n")
                .replace("\r", "\\r")
                .replace("\t", "\\t")
                .replace(String.valueOf(quote), "\\" + quote);
        return quote + escaped + quote;
    }

    /** %T: a text that reads as a literal. */
    private static String literal(char type, String value) {
        return switch (type) {
            case 's' -> quoted(value);
            case 'i', 'b', 'x' -> value;
            case 'f' -> value;
            case 'n' -> "NUMERIC \"" + value + "\"";
            case 'D' -> "DATE \"" + value + "\"";
            case 'M' -> "TIMESTAMP \"" + value + "\"";
            case 'W' -> "DATETIME \"" + value + "\"";
            case 'C' -> "TIME \"" + value + "\"";
            default -> throw Failures.because("The local BigQuery does not implement FORMAT's %T of type " + type);
        };
    }
}
