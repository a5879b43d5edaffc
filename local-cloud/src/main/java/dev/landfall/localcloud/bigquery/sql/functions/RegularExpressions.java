package dev.landfall.localcloud.bigquery.sql.functions;

import static dev.landfall.localcloud.bigquery.sql.functions.Registry.Kind.BOOL;
import static dev.landfall.localcloud.bigquery.sql.functions.Registry.Kind.INT64;
import static dev.landfall.localcloud.bigquery.sql.functions.Registry.Kind.TEXT;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** REGEXP functions, with RE2's syntax. */
final class RegularExpressions {
    private static final int REMEMBERED_PATTERNS = 256;
    private static final Cache<String, Pattern> PATTERNS =
            CacheBuilder.newBuilder().maximumSize(REMEMBERED_PATTERNS).build();

    private RegularExpressions() {}

    static void addTo(Registry registry) throws SQLException {
        registry.add(
                "bq_regexp_contains",
                BOOL,
                a -> pattern((String) a[1]).matcher((String) a[0]).find(),
                TEXT,
                TEXT);
        registry.add(
                "bq_regexp_extract",
                TEXT,
                a -> extract((String) a[0], (String) a[1], (Long) a[2], (Long) a[3]),
                TEXT,
                TEXT,
                INT64,
                INT64);
        registry.add(
                "bq_regexp_replace", TEXT, a -> replace((String) a[0], (String) a[1], (String) a[2]), TEXT, TEXT, TEXT);
    }

    private static Pattern pattern(String regex) {
        Pattern known = PATTERNS.getIfPresent(regex);
        if (known == null) {
            try {
                known = Pattern.compile(regex);
            } catch (PatternSyntaxException invalid) {
                throw Failures.because("Cannot parse regular expression: "
                        + Optional.ofNullable(invalid.getMessage()).orElse(regex));
            }
            PATTERNS.put(regex, known);
        }
        return known;
    }

    private static @Nullable String extract(String text, String regex, long position, long occurrence) {
        if (position <= 0) {
            throw Failures.because("Position must be positive");
        }
        if (occurrence <= 0) {
            throw Failures.because("Occurrence must be positive");
        }
        Pattern pattern = pattern(regex);
        if (pattern.groupCount() > 1) {
            throw Failures.because("Regular expression has more than 1 capturing group: " + regex);
        }
        int points = text.codePointCount(0, text.length());
        if (position > points + 1L) {
            return null;
        }
        Matcher matcher = pattern.matcher(text.substring(text.offsetByCodePoints(0, (int) position - 1)));
        for (long seen = 1; matcher.find(); seen++) {
            if (seen == occurrence) {
                return matcher.group(pattern.groupCount());
            }
        }
        return null;
    }

    private static String replace(String text, String regex, String replacement) {
        Matcher matcher = pattern(regex).matcher(text);
        StringBuilder result = new StringBuilder();
        int copied = 0;
        while (matcher.find()) {
            result.append(text, copied, matcher.start());
            rewrite(result, replacement, matcher);
            copied = matcher.end();
        }
        return result.append(text.substring(copied)).toString();
    }

    /** {@code \1} to {@code \9} are groups, {@code \0} is the whole match. */
    private static void rewrite(StringBuilder result, String replacement, Matcher matcher) {
        int at = 0;
        while (at < replacement.length()) {
            char c = replacement.charAt(at);
            if (c != '\\') {
                result.append(c);
                at++;
                continue;
            }
            char next = at + 1 < replacement.length() ? replacement.charAt(at + 1) : ' ';
            at += 2;
            if (next == '\\') {
                result.append('\\');
            } else if (Character.isDigit(next) && next - '0' <= matcher.groupCount()) {
                result.append(Optional.ofNullable(matcher.group(next - '0')).orElse(""));
            } else {
                throw Failures.because("Invalid REGEXP_REPLACE pattern: " + replacement);
            }
        }
    }
}
