package dev.landfall.migration.validation.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.core.table.TypeKind;
import dev.landfall.migration.validation.canonical.CanonicalType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The text of each statement in both dialects. {@code -Dgolden.write=true} writes the files anew. */
class ValidationQueriesTest {
    private static final LocalDateTime BEFORE = LocalDateTime.of(2026, 2, 1, 12, 0, 0, 500_000);

    @Test
    void statementsAreAsTheirGoldenFilesSay() throws IOException {
        for (Dialect dialect : List.of(new HiveQl(), new GoogleSql())) {
            ValidationQueries queries = new ValidationQueries(table(dialect));
            golden(dialect, "counts", queries.counts());
            golden(dialect, "digests", queries.digests());
            golden(dialect, "elements", String.valueOf(queries.elementDigests()));
            golden(dialect, "buckets", queries.buckets(List.of("2026-01", "NULL"), List.of("0a", "ff"), 4));
            golden(dialect, "keys", queries.keys(List.of("2026-12"), List.of("0a1b")));
            golden(dialect, "rows", queries.rows(List.of("00ff")));
            golden(dialect, "moved", queries.moved(List.of("00ff")));
        }
    }

    @Test
    void everyTypeIsRenderedAsItsGoldenFileSays() throws IOException {
        for (Dialect dialect : List.of(new HiveQl(), new GoogleSql())) {
            StringBuilder all = new StringBuilder();
            for (CanonicalType type : CanonicalType.values()) {
                all.append(type)
                        .append(": ")
                        .append(dialect.text(type, new Operand("x", kind(type))))
                        .append('\n');
            }
            golden(dialect, "types", all.toString());
        }
    }

    @Test
    void noTextLeavesItsLiteral() {
        assertThat(new HiveQl().literal("a'\\\n")).isEqualTo("'a\\u0027\\u005c\\u000a'");
        assertThat(new GoogleSql().literal("a'\\")).isEqualTo("'a\\U00000027\\U0000005c'");
    }

    private static SideTable table(Dialect dialect) {
        Operand watermark = new Operand("src.`changed`", TypeKind.TIMESTAMP);
        return new SideTable(
                dialect,
                "`shop`.`orders`",
                List.of(
                        column("id", CanonicalType.INTEGER, TypeKind.INT64, true),
                        column("day", CanonicalType.DATE, TypeKind.DATE, false),
                        column("price", CanonicalType.DECIMAL, TypeKind.NUMERIC, true),
                        column("note", CanonicalType.TEXT, TypeKind.STRING, false),
                        column("changed", CanonicalType.TIMESTAMP, TypeKind.TIMESTAMP, false)),
                List.of(new SideElements(
                        "tags",
                        dialect.eachElement("src.`tags`"),
                        List.of(
                                new SideColumn(
                                        "pos",
                                        CanonicalType.INTEGER,
                                        new Operand(Dialect.POSITION, TypeKind.INT64),
                                        false),
                                new SideColumn(
                                        "val",
                                        CanonicalType.TEXT,
                                        new Operand(Dialect.VALUE, TypeKind.STRING),
                                        false)))),
                List.of(0),
                new Grouping(1, Grouping.Width.MONTH),
                new Boundary(watermark, BEFORE),
                List.of("(region = 'eu')"));
    }

    private static SideColumn column(String name, CanonicalType type, TypeKind kind, boolean summed) {
        return new SideColumn(name, type, new Operand("src.`" + name + "`", kind), summed);
    }

    private static TypeKind kind(CanonicalType type) {
        return switch (type) {
            case BOOLEAN -> TypeKind.BOOL;
            case INTEGER -> TypeKind.INT64;
            case DECIMAL -> TypeKind.NUMERIC;
            case FLOAT -> TypeKind.FLOAT64;
            case TEXT, PADDED_TEXT -> TypeKind.STRING;
            case BYTES -> TypeKind.BYTES;
            case DATE -> TypeKind.DATE;
            case TIMESTAMP -> TypeKind.TIMESTAMP;
        };
    }

    private static void golden(Dialect dialect, String name, String sql) throws IOException {
        String file = dialect.engine().toLowerCase(java.util.Locale.ROOT) + "_" + name + ".sql";
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(
                    Path.of("src/test/resources/dev/landfall/migration/validation/sql", file), sql.strip() + "\n");
        }
        try (InputStream expected = ValidationQueriesTest.class.getResourceAsStream(file)) {
            assertThat(expected).as(file).isNotNull();
            assertThat(sql.strip())
                    .as(file)
                    .isEqualTo(new String(expected.readAllBytes(), StandardCharsets.UTF_8).strip());
        }
    }
}
