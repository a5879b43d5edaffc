package dev.landfall.localcloud.bigquery.sql;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Expressions of mapped functions whose arguments are random; edge values and NULL come up often. */
final class RandomExpressions {
    private static final Pattern KIND = Pattern.compile("\\{([a-z]+)}");
    private static final int SMALLEST = -5;
    private static final int SMALL_VALUES = 18;
    private static final int PLAIN_DAYS = 40_000;

    /** Values as GoogleSQL writes them, for each kind. */
    private static final Map<String, List<String>> EDGES = Map.ofEntries(
            Map.entry(
                    "int",
                    List.of(
                            "0",
                            "1",
                            "-1",
                            "2",
                            "-7",
                            "1000003",
                            "9223372036854775807",
                            "(-9223372036854775807 - 1)",
                            "4611686018427387904",
                            "CAST(NULL AS INT64)")),
            Map.entry("small", List.of("0", "1", "-1", "CAST(NULL AS INT64)")),
            Map.entry(
                    "num",
                    List.of(
                            "NUMERIC '0'",
                            "NUMERIC '1'",
                            "NUMERIC '-1'",
                            "NUMERIC '0.5'",
                            "NUMERIC '-2.5'",
                            "NUMERIC '2.345'",
                            "NUMERIC '1e-9'",
                            "NUMERIC '-0.000000005'",
                            "NUMERIC '99999999999999999999999999999.999999999'",
                            "NUMERIC '-99999999999999999999999999999.999999999'",
                            "NUMERIC '12345678901234.123456789'",
                            "CAST(NULL AS NUMERIC)")),
            Map.entry(
                    "big",
                    List.of(
                            "BIGNUMERIC '0'",
                            "BIGNUMERIC '1.5'",
                            "BIGNUMERIC '-1'",
                            "BIGNUMERIC '0.00000000000000000000000000000000000001'",
                            "BIGNUMERIC '99999999999999999999999999999999999999.5'",
                            "CAST(NULL AS BIGNUMERIC)")),
            Map.entry(
                    "dbl",
                    List.of(
                            "0.0",
                            "-0.0",
                            "1.0",
                            "-1.5",
                            "2.5",
                            "0.1",
                            "1e308",
                            "5e-324",
                            "123456.789",
                            "9007199254740993.0",
                            "1e15",
                            "1e-5",
                            "CAST('inf' AS FLOAT64)",
                            "CAST('-inf' AS FLOAT64)",
                            "CAST('nan' AS FLOAT64)",
                            "CAST(NULL AS FLOAT64)")),
            Map.entry(
                    "str",
                    List.of(
                            "''",
                            "'a'",
                            "'abc'",
                            "'ABC def'",
                            "'  x y '",
                            "'äöÜß'",
                            "'e\\u0301e'",
                            "'\\U0001F600a'",
                            "'a,b,,c'",
                            "'%_x'",
                            "\"it's\"",
                            "'line\\nbreak\\ttab'",
                            "'\\\\back'",
                            "'2026-01-05'",
                            "'2026-01-05 06:07:08+00'",
                            "' 12 '",
                            "'0x1F'",
                            "'-1.5e3'",
                            "'true'",
                            "'b'",
                            "CAST(NULL AS STRING)")),
            Map.entry("byt", List.of("b''", "b'abc'", "b'\\xff\\x00'", "b'\\xc3\\xa4'", "CAST(NULL AS BYTES)")),
            Map.entry("bool", List.of("TRUE", "FALSE", "CAST(NULL AS BOOL)")),
            Map.entry(
                    "date",
                    List.of(
                            "DATE '0001-01-01'",
                            "DATE '9999-12-31'",
                            "DATE '1970-01-01'",
                            "DATE '1969-12-31'",
                            "DATE '2024-02-29'",
                            "DATE '2026-01-31'",
                            "DATE '2027-01-01'",
                            "CAST(NULL AS DATE)")),
            Map.entry(
                    "ts",
                    List.of(
                            "TIMESTAMP '0001-01-01 00:00:00+00'",
                            "TIMESTAMP '9999-12-31 23:59:59.999999+00'",
                            "TIMESTAMP '1970-01-01 00:00:00+00'",
                            "TIMESTAMP '1969-12-31 23:59:59.999999+00'",
                            "TIMESTAMP '2026-03-04 05:06:07.89+00'",
                            "TIMESTAMP '2024-02-29 12:00:00+00'",
                            "CAST(NULL AS TIMESTAMP)")),
            Map.entry(
                    "dt",
                    List.of(
                            "DATETIME '0001-01-01 00:00:00'",
                            "DATETIME '9999-12-31 23:59:59.999999'",
                            "DATETIME '1969-12-31 23:59:59.5'",
                            "DATETIME '2026-03-31 05:06:07.000001'",
                            "DATETIME '2024-02-29 12:00:00'",
                            "CAST(NULL AS DATETIME)")),
            Map.entry(
                    "time",
                    List.of("TIME '00:00:00'", "TIME '23:59:59.999999'", "TIME '12:30:00.5'", "CAST(NULL AS TIME)")),
            Map.entry("ints", List.of("[1, 2, 3]", "CAST([] AS ARRAY<INT64>)", "[5]", "CAST(NULL AS ARRAY<INT64>)")),
            Map.entry(
                    "strs",
                    List.of(
                            "['a', 'b']",
                            "CAST([] AS ARRAY<STRING>)",
                            "['a', NULL, 'abc']",
                            "CAST(NULL AS ARRAY<STRING>)")),
            Map.entry(
                    "like",
                    List.of("'%'", "''", "'a%'", "'_b%'", "'%\\\\%%'", "'abc'", "'%ä%'", "CAST(NULL AS STRING)")),
            Map.entry(
                    "regex",
                    List.of("'a'", "'[a-c]+'", "'(b)'", "''", "'^ab'", "'x*'", "'(?i)ABC'", "'.'", "'\\\\d+'")),
            Map.entry(
                    "json",
                    List.of(
                            "'{\"a\": 1, \"b\": [1, 2, {\"c\": \"x\"}]}'",
                            "'[1, \"two\", null, true]'",
                            "'{\"a\": {\"b\": \"q\\\\\"uote\"}}'",
                            "'{\"a\": null}'",
                            "'\"text\"'",
                            "'1.50'",
                            "CAST(NULL AS STRING)")),
            Map.entry("path", List.of("'$'", "'$.a'", "'$.b[2].c'", "'$.b[0]'", "'$[1]'", "'$.a.b'", "'$.missing'")),
            Map.entry("datepart", List.of("DAY", "WEEK", "MONTH", "QUARTER", "YEAR")),
            Map.entry(
                    "datetrunc",
                    List.of("DAY", "WEEK", "WEEK(MONDAY)", "ISOWEEK", "MONTH", "QUARTER", "YEAR", "ISOYEAR")),
            Map.entry(
                    "dtpart",
                    List.of(
                            "MICROSECOND",
                            "MILLISECOND",
                            "SECOND",
                            "MINUTE",
                            "HOUR",
                            "DAY",
                            "MONTH",
                            "QUARTER",
                            "YEAR")),
            Map.entry("tspart", List.of("MICROSECOND", "MILLISECOND", "SECOND", "MINUTE", "HOUR", "DAY")),
            Map.entry(
                    "extract",
                    List.of("YEAR", "MONTH", "DAY", "DAYOFWEEK", "DAYOFYEAR", "QUARTER", "WEEK", "ISOWEEK", "ISOYEAR")),
            Map.entry(
                    "format",
                    List.of("'%Y-%m-%d'", "'%F'", "'%Y%m%d'", "'%j %U %u %w'", "'%A %B %d'", "'%a %b %e'", "'%y/%m'")));

    private final Random random;

    RandomExpressions(long seed) {
        this.random = new Random(seed);
    }

    /** A line of the file: what the expression is about, and the expression with kinds in it. */
    record Template(String function, String text) {}

    static List<Template> templates() {
        try (InputStream file = RandomExpressions.class.getResourceAsStream("random-expressions.txt")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line ->
                            new Template(line.substring(0, line.indexOf(": ")), line.substring(line.indexOf(": ") + 2)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String expression(Template template) {
        return KIND.matcher(template.text()).replaceAll(kind -> Matcher.quoteReplacement(value(kind.group(1))));
    }

    private String value(String kind) {
        List<String> edges = EDGES.get(kind);
        if (edges == null) {
            throw new IllegalArgumentException("No values of kind " + kind);
        }
        if (random.nextInt(3) > 0) {
            return edges.get(random.nextInt(edges.size()));
        }
        return switch (kind) {
            case "small" -> String.valueOf(SMALLEST + random.nextInt(SMALL_VALUES));
            case "int" -> String.valueOf(random.nextInt(2001) - 1000);
            case "num" -> "NUMERIC '" + (random.nextInt(2_000_001) - 1_000_000) / 1000.0 + "'";
            case "dbl" -> String.valueOf((random.nextInt(2_000_001) - 1_000_000) / 8.0);
            case "date" -> "DATE_ADD(DATE '1950-01-01', INTERVAL " + random.nextInt(PLAIN_DAYS) + " DAY)";
            case "ts" -> "TIMESTAMP_SECONDS(" + (random.nextInt() * 2L) + ")";
            default -> edges.get(random.nextInt(edges.size()));
        };
    }
}
