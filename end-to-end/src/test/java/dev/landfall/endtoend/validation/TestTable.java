package dev.landfall.endtoend.validation;

import dev.landfall.replicator.format.RowType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Columns and rows; the first column is the key, a whole number that no other row has. */
record TestTable(String name, List<TestColumn> columns, List<@Nullable Object[]> rows) {
    /** One column of every type, and of every other type that a target may have for it. */
    static List<TestColumn> allTypes() {
        return List.of(
                TestColumn.of("id", "bigint", RowType.INT64, sql("INT64")),
                TestColumn.of("day", "date", RowType.DATE, sql("DATE")),
                TestColumn.of("flag", "boolean", RowType.BOOLEAN, sql("BOOL")),
                TestColumn.of("tiny", "tinyint", RowType.INT32, sql("INT64")),
                TestColumn.of("short", "smallint", RowType.INT32, sql("INT64")),
                TestColumn.of("small", "int", RowType.INT32, sql("INT64")),
                TestColumn.of("large", "bigint", RowType.INT64, sql("INT64")),
                TestColumn.of("large_numeric", "bigint", RowType.INT64, sql("INT64"))
                        .as("NUMERIC"),
                TestColumn.of("large_bignumeric", "bigint", RowType.INT64, sql("INT64"))
                        .as("BIGNUMERIC"),
                TestColumn.of("single", "float", RowType.FLOAT32, sql("FLOAT64")),
                TestColumn.of("doubled", "double", RowType.FLOAT64, sql("FLOAT64")),
                TestColumn.decimal("amount", 18, 4),
                TestColumn.decimal("wide", 38, 18),
                TestColumn.decimal("amount_bignumeric", 18, 4).as("BIGNUMERIC"),
                TestColumn.decimal("amount_text", 18, 4).as("STRING"),
                TestColumn.decimal("fraction", 9, 9),
                TestColumn.decimal("whole", 12, 0),
                TestColumn.decimal("whole_int", 12, 0).as("INT64"),
                TestColumn.of("note", "string", RowType.STRING, sql("STRING")),
                TestColumn.of("code", "varchar(60)", RowType.STRING, sql("STRING")),
                TestColumn.of("padded", "char(12)", RowType.STRING, sql("STRING")),
                TestColumn.of("raw", "binary", RowType.BYTES, sql("BYTES")),
                TestColumn.of("seen", "timestamp", RowType.TIMESTAMP, sql("TIMESTAMP")),
                TestColumn.of("local", "timestamp", RowType.TIMESTAMP, sql("TIMESTAMP"))
                        .as("DATETIME"));
    }

    private static com.google.cloud.bigquery.StandardSQLTypeName sql(String name) {
        return com.google.cloud.bigquery.StandardSQLTypeName.valueOf(name);
    }

    /** Rows of edge values, then random ones. */
    static TestTable edges(String name, long seed, int randomRows) {
        List<TestColumn> columns = allTypes();
        List<@Nullable Object[]> rows = new ArrayList<>();
        int edges =
                columns.stream().mapToInt(column -> edges(column).size()).max().orElse(0);
        for (int i = 0; i < edges; i++) {
            @Nullable Object[] row = new Object[columns.size()];
            row[0] = (long) rows.size();
            for (int c = 1; c < columns.size(); c++) {
                List<? extends @Nullable Object> values = edges(columns.get(c));
                row[c] = values.get(i % values.size());
            }
            rows.add(row);
        }
        Random random = new Random(seed);
        for (int i = 0; i < randomRows; i++) {
            rows.add(row(columns, rows.size(), random));
        }
        return new TestTable(name, columns, rows);
    }

    /** Any number of columns of any types, any rows. */
    static TestTable random(String name, long seed) {
        Random random = new Random(seed);
        List<TestColumn> all = allTypes();
        List<TestColumn> columns = new ArrayList<>(all.subList(0, 2));
        for (TestColumn column : all.subList(2, all.size())) {
            if (random.nextInt(3) > 0) {
                columns.add(column);
            }
        }
        List<@Nullable Object[]> rows = new ArrayList<>();
        int count = random.nextInt(400);
        for (int i = 0; i < count; i++) {
            rows.add(row(columns, i, random));
        }
        return new TestTable(name, columns, rows);
    }

    /** 200 rows of five days, made to be told apart: amount 44.5 and note 'note 44' in row 44, an empty note in row 66. */
    static TestTable sales(String name, long seed) {
        Random random = new Random(seed);
        List<TestColumn> columns = allTypes().stream()
                .filter(column -> List.of("id", "day", "large", "amount", "note", "doubled", "seen")
                        .contains(column.name()))
                .toList();
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (long id = 0; id < 200; id++) {
            rows.add(new Object[] {
                id,
                LocalDate.of(2026, 1, 1).plusDays(id % 5),
                id,
                random.nextGaussian(),
                new BigDecimal(id + ".5000"),
                id == 66 ? "" : "note " + id,
                LocalDateTime.of(2026, 1, 1, 0, 0).plusSeconds(id)
            });
        }
        return new TestTable(name, columns, rows);
    }

    private static @Nullable Object[] row(List<TestColumn> columns, long id, Random random) {
        @Nullable Object[] row = new Object[columns.size()];
        row[0] = id;
        for (int c = 1; c < columns.size(); c++) {
            int choice = random.nextInt(12);
            List<? extends @Nullable Object> edges = edges(columns.get(c));
            row[c] = choice == 0
                    ? null
                    : choice == 1 ? edges.get(random.nextInt(edges.size())) : value(columns.get(c), random);
        }
        return row;
    }

    private static Object value(TestColumn column, Random random) {
        return switch (column.carried().type()) {
            case BOOLEAN -> random.nextBoolean();
            case INT32 -> random.nextInt() >> (Integer.SIZE - bits(column));
            case INT64 -> random.nextLong();
            case FLOAT32 -> finite(Float.intBitsToFloat(random.nextInt()));
            case FLOAT64 ->
                random.nextBoolean()
                        ? Double.longBitsToDouble(random.nextLong())
                        : Double.parseDouble(random.nextInt(1_000_000) + "." + random.nextInt(1_000_000_000));
            case DECIMAL ->
                new BigDecimal(
                        new BigInteger((int) (random.nextInt(column.carried().precision()) * 3.3) + 1, random)
                                .multiply(BigInteger.valueOf(random.nextBoolean() ? 1 : -1)),
                        column.carried().scale());
            case STRING -> text(random, column.name().equals("padded") ? 12 : 30);
            case BYTES -> {
                byte[] bytes = new byte[random.nextInt(20)];
                random.nextBytes(bytes);
                yield bytes;
            }
            case DATE -> LocalDate.of(2026, 1, 1).plusDays(random.nextInt(5));
            case TIMESTAMP ->
                LocalDateTime.of(2026, 3, 1, 0, 0)
                        .plusSeconds(random.nextInt(200_000_000))
                        .plusNanos(random.nextInt(1_000_000) * 1_000L);
        };
    }

    private static int bits(TestColumn column) {
        return switch (column.hiveType()) {
            case "tinyint" -> Byte.SIZE;
            case "smallint" -> Short.SIZE;
            default -> Integer.SIZE;
        };
    }

    private static float finite(float value) {
        return Float.isNaN(value) ? 0.1f : value;
    }

    private static String text(Random random, int most) {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(most + 1);
        String letters = "abc XYZ019|\\'\"`%_,;:\t\näßé漢字😀";
        int[] points = letters.codePoints().toArray();
        for (int i = 0; i < length; i++) {
            text.appendCodePoint(points[random.nextInt(points.length)]);
        }
        return text.toString();
    }

    /** What breaks renderings that look right. */
    private static List<? extends @Nullable Object> edges(TestColumn column) {
        return switch (column.carried().type()) {
            case BOOLEAN -> java.util.Arrays.asList(true, false, null);
            case INT32 -> {
                int greatest = (int) ((1L << (bits(column) - 1)) - 1);
                yield java.util.Arrays.asList(0, -1, -greatest - 1, greatest, null);
            }
            case INT64 -> java.util.Arrays.asList(0L, -1L, Long.MIN_VALUE, Long.MAX_VALUE, null);
            case FLOAT32 ->
                java.util.Arrays.asList(
                        0f,
                        -0f,
                        0.1f,
                        123456.1f,
                        -1f,
                        Float.MIN_VALUE,
                        Float.MAX_VALUE,
                        Float.NaN,
                        Float.POSITIVE_INFINITY,
                        null);
            case FLOAT64 -> doubles();
            case DECIMAL ->
                decimals(column.carried().precision(), column.carried().scale());
            case STRING ->
                java.util.Arrays.asList(
                        "",
                        " ",
                        "a ",
                        "a",
                        " a",
                        "NULL",
                        "4:NULL",
                        "a|1:b",
                        "a\\b",
                        "'",
                        "\"",
                        "\n",
                        "äöü",
                        "漢字",
                        "😀",
                        "\\N",
                        "e\u0301",
                        "é",
                        "\r\n",
                        "\t",
                        "\u00a0",
                        " \u3000 ",
                        "\ufeff",
                        "\u0001",
                        "0x",
                        null);
            case BYTES ->
                java.util.Arrays.asList(
                        new byte[0],
                        new byte[] {0},
                        new byte[] {(byte) 0xff, 0x10},
                        "NULL".getBytes(StandardCharsets.UTF_8),
                        null);
            case DATE ->
                java.util.Arrays.asList(
                        LocalDate.of(1582, 10, 15),
                        LocalDate.of(1969, 12, 31),
                        LocalDate.of(2024, 2, 29),
                        LocalDate.of(9999, 12, 31),
                        null);
            case TIMESTAMP ->
                java.util.Arrays.asList(
                        LocalDateTime.of(1970, 1, 1, 0, 0),
                        LocalDateTime.of(1969, 12, 31, 23, 59, 59, 999_999_000),
                        LocalDateTime.of(2026, 3, 29, 2, 30, 0, 100_000_000),
                        LocalDateTime.of(2026, 3, 1, 1, 2, 3, 1_000),
                        LocalDateTime.of(2026, 3, 1, 0, 0, 0, 123_456_000),
                        LocalDateTime.of(1582, 10, 15, 0, 0),
                        LocalDateTime.of(1899, 12, 31, 23, 59, 59, 1_000),
                        LocalDateTime.of(9999, 12, 31, 23, 59, 59, 999_999_000),
                        null);
        };
    }

    private static List<@Nullable Double> doubles() {
        List<@Nullable Double> values = new ArrayList<>(List.of(
                0.0,
                -0.0,
                0.1,
                1.0,
                -2.5,
                1.0 / 3,
                12345678.2,
                1e15,
                1e16,
                1e22,
                Double.parseDouble("1e23"),
                123456789012345680.0,
                0.1 + 0.2,
                Double.MIN_VALUE,
                Double.MIN_NORMAL,
                Double.MAX_VALUE,
                -Double.MAX_VALUE,
                Double.NaN,
                Double.POSITIVE_INFINITY,
                Double.NEGATIVE_INFINITY,
                Double.parseDouble("2.2250738585072011e-308"),
                0.1234567890123455));
        for (int exponent : new int[] {-1074, -1060, -1023, -1022, -512, -52, -1, 1, 10, 29, 52, 53, 63, 64, 1023}) {
            double power = Math.scalb(1.0, exponent);
            values.add(power);
            values.add(Math.nextDown(power));
            values.add(Math.nextUp(power));
        }
        values.add(null);
        return values;
    }

    private static List<@Nullable BigDecimal> decimals(int precision, int scale) {
        BigDecimal greatest = new BigDecimal(BigInteger.TEN.pow(precision).subtract(BigInteger.ONE), scale);
        BigDecimal least = new BigDecimal(BigInteger.ONE, scale);
        List<@Nullable BigDecimal> values = new ArrayList<>(List.of(
                BigDecimal.ZERO.setScale(scale),
                BigDecimal.ONE.setScale(scale),
                BigDecimal.TEN.setScale(scale),
                new BigDecimal(100).setScale(scale),
                greatest,
                greatest.negate(),
                least,
                least.negate()));
        if (scale > 1) {
            values.add(new BigDecimal("1.5").setScale(scale));
            values.add(new BigDecimal("-100.50").setScale(scale));
        }
        values.removeIf(value -> value != null && value.precision() - value.scale() > precision - scale);
        values.add(null);
        return values;
    }
}
