package dev.landfall.endtoend.validation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.cli.OperatorCommands;
import dev.landfall.core.table.ColumnName;
import dev.landfall.core.table.Partitioning;
import dev.landfall.core.table.TableId;
import dev.landfall.core.table.TableSpec;
import dev.landfall.core.table.TypeKind;
import dev.landfall.endtoend.tpch.SandboxForTest;
import dev.landfall.gcp.bigquery.BigQueryWarehouse;
import dev.landfall.migration.validation.canonical.CanonicalText;
import dev.landfall.migration.validation.canonical.CanonicalType;
import dev.landfall.migration.validation.canonical.DigestSum;
import dev.landfall.migration.validation.canonical.RowDigest;
import dev.landfall.migration.validation.comparison.Level;
import dev.landfall.migration.validation.comparison.Outcome;
import dev.landfall.migration.validation.comparison.SearchLimits;
import dev.landfall.migration.validation.comparison.Side;
import dev.landfall.migration.validation.comparison.TableValidation;
import dev.landfall.migration.validation.comparison.ValidationProgress;
import dev.landfall.migration.validation.comparison.ValidationResult;
import dev.landfall.migration.validation.side.BigQueryReader;
import dev.landfall.migration.validation.side.ComparedTable;
import dev.landfall.migration.validation.side.HiveDescription;
import dev.landfall.migration.validation.side.JdbcReader;
import dev.landfall.migration.validation.sql.GoogleSql;
import dev.landfall.migration.validation.sql.HiveQl;
import dev.landfall.migration.validation.sql.Operand;
import dev.landfall.migration.validation.sql.SideTable;
import dev.landfall.migration.validation.sql.ValidationQueries;
import dev.landfall.replicator.pipeline.Dialect;
import dev.landfall.replicator.pipeline.SourceTableName;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A real HiveServer2 and the local BigQuery hold the same tables; one Hive serves all cases. */
class ValidationIT {
    private static final long SEED = Long.getLong("validation.seed", 7);
    private static final int RANDOM_TABLES = Integer.getInteger("validation.tables", 2);

    @TempDir
    static Path directory;

    @SuppressWarnings("NullAway.Init")
    private static TwoEngines engines;

    @BeforeAll
    static void start() throws Exception {
        engines = TwoEngines.start(directory);
    }

    @AfterAll
    static void stop() throws Exception {
        engines.close();
    }

    @Test
    void everyTypeAndEdgeValueHasOneTextInJavaInHiveAndInBigQuery() throws Exception {
        TestTable table = TestTable.edges("edges", SEED, 200);
        engines.create(table);
        ComparedTable compared = compared(table);
        Map<String, List<String>> wanted = texts(table, compared.source());
        assertThat(differences(wanted, texts(hive(compared))))
                .as("Hive, seed %s", SEED)
                .isEmpty();
        assertThat(differences(wanted, texts(bigQuery(compared))))
                .as("BigQuery, seed %s", SEED)
                .isEmpty();
        DigestSum sum = wanted.values().stream()
                .map(row ->
                        RowDigest.of(String.join(CanonicalText.SEPARATOR, row)).sum())
                .reduce(DigestSum.NONE, DigestSum::plus);
        assertThat(sum(hive(compared))).isEqualTo(sum);
        assertThat(sum(bigQuery(compared))).isEqualTo(sum);
    }

    @Test
    void randomTablesRaiseNoFalseAlarm() throws Exception {
        for (int i = 0; i < RANDOM_TABLES; i++) {
            TestTable table = TestTable.random("random_" + i, SEED + i);
            engines.create(table);
            ValidationResult result = validate(table);
            assertThat(result.outcome())
                    .as("table %s, seed %s: %s", i, SEED, result)
                    .isEqualTo(Outcome.EQUAL);
            assertThat(result.sourceRows()).isEqualTo(table.rows().size());
        }
    }

    @Test
    void valuesThatNoFileCarriesHaveTheirTextToo() {
        HiveQl hive = new HiveQl();
        Map<String, String> wanted = new LinkedHashMap<>();
        wanted.put(
                hive.text(CanonicalType.TIMESTAMP, literal("CAST('2026-01-02 03:04:05.123456789' AS TIMESTAMP)")),
                "2026-01-02 03:04:05.123456");
        wanted.put(
                hive.text(CanonicalType.TIMESTAMP, literal("CAST('2026-01-02 03:04:05.1' AS TIMESTAMP)")),
                "2026-01-02 03:04:05.100000");
        wanted.put(hive.text(CanonicalType.DATE, literal("CAST('0001-01-01' AS DATE)")), "0001-01-01");
        wanted.put(hive.text(CanonicalType.DATE, literal("CAST('9999-12-31' AS DATE)")), "9999-12-31");
        wanted.put(hive.text(CanonicalType.DECIMAL, literal("CAST('0.10' AS DECIMAL(2,2))")), "0.1");
        wanted.put(hive.text(CanonicalType.DECIMAL, literal("CAST('1000' AS DECIMAL(5,0))")), "1000");
        wanted.put(hive.text(CanonicalType.INTEGER, literal("CAST(-128 AS TINYINT)")), "-128");
        wanted.put(hive.text(CanonicalType.PADDED_TEXT, literal("CAST('ab ' AS CHAR(5))")), "2:ab");
        wanted.put(hive.text(CanonicalType.TEXT, literal("CAST('ab ' AS VARCHAR(5))")), "3:ab ");
        assertThat(new JdbcReader("sandbox", engines.hive()).read("SELECT " + String.join(", ", wanted.keySet())))
                .containsExactly(List.copyOf(wanted.values()));
    }

    private static Operand literal(String sql) {
        return new Operand(sql, TypeKind.STRING);
    }

    @Test
    void arraysMapsAndStructsAreComparedValueByValue() throws Exception {
        engines.hive(
                "DROP VIEW IF EXISTS shop.nested",
                "CREATE VIEW shop.nested AS SELECT 1 AS id, array('a', 'b') AS tags, map('x', 1, 'y', 2) AS counts,"
                        + " named_struct('z', CAST('1.50' AS DECIMAL(5,2))) AS place"
                        + " UNION ALL SELECT 2 AS id, array('c') AS tags, map('y', 3) AS counts,"
                        + " named_struct('z', CAST(NULL AS DECIMAL(5,2))) AS place");
        String rows = "CREATE OR REPLACE TABLE shop.nested AS SELECT 1 AS id, ['a', 'b'] AS tags,"
                + " [STRUCT('y' AS key, 2 AS value), STRUCT('x' AS key, 1 AS value)] AS counts,"
                + " STRUCT(NUMERIC '1.5' AS z) AS place"
                + " UNION ALL SELECT 2, ['c'], [STRUCT('y' AS key, 3 AS value)], STRUCT(CAST(NULL AS NUMERIC) AS z)";
        engines.bigQuery(rows);
        TestTable nested = new TestTable("nested", List.of(), List.of());
        assertThat(validate(nested)).returns(Outcome.EQUAL, ValidationResult::outcome);
        engines.bigQuery(rows.replace("['c']", "['d']"));
        assertThat(validate(nested).keys().named())
                .singleElement()
                .satisfies(key -> assertThat(key.key()).isEqualTo("id = 2"));
    }

    @Test
    void randomArraysMapsAndStructsHaveOneDigestInJavaInHiveAndInBigQuery() throws Exception {
        NestedTable nested = NestedTable.random(SEED, 300);
        engines.create("nested_random", nested);
        ComparedTable compared = compared(new TestTable("nested_random", List.of(), List.of()));
        assertThat(compared.incomparable()).isEmpty();
        DigestSum sum = nested.digest();
        assertThat(nestedSum(hive(compared))).as("Hive, seed %s", SEED).isEqualTo(sum);
        assertThat(nestedSum(bigQuery(compared))).as("BigQuery, seed %s", SEED).isEqualTo(sum);
    }

    private static DigestSum nestedSum(Side side) {
        String elements = Objects.requireNonNull(new ValidationQueries(side.table()).elementDigests());
        return sum(side, elements).plus(sum(side));
    }

    @Test
    void theCommandsFindAndNameWhatDiffersAndSayWhenATableIsReady() throws Exception {
        TestTable table = TestTable.sales("sales", SEED);
        engines.create(table);
        Path pipeline = pipeline(table);
        Ended equal = run("validate", "--pipeline", pipeline.toString());
        assertThat(equal.status()).as(equal.toString()).isZero();
        assertThat(equal.out()).contains("EQUAL      shop.sales against shop.sales: 200 rows in the source, 200 in");
        assertThat(run("cutover", "--table", "shop.sales", "--equal", "1").status())
                .isZero();

        String target = "`shop`.`sales`";
        engines.bigQuery("DELETE FROM " + target + " WHERE id = 11");
        engines.bigQuery("INSERT INTO " + target + " SELECT * FROM " + target + " WHERE id = 21");
        engines.bigQuery("UPDATE " + target + " SET large = CASE id WHEN 31 THEN 30 ELSE 31 END WHERE id IN (30, 31)");
        engines.bigQuery("UPDATE " + target + " SET amount = amount + NUMERIC '0.0001' WHERE id = 44");
        engines.bigQuery("UPDATE " + target + " SET note = CONCAT(note, ' ') WHERE id = 55");
        engines.bigQuery("UPDATE " + target + " SET note = NULL WHERE id = 66");
        engines.bigQuery("DELETE FROM " + target + " WHERE day = DATE '2026-01-03'");
        Path html = directory.resolve("report.html");
        Ended different = run(
                "validate",
                "--pipeline",
                pipeline.toString(),
                "--report",
                "html",
                "--output",
                html.toString(),
                "--keys",
                "30");
        assertThat(different.status()).isEqualTo(1);
        assertThat(different.out())
                .contains("2026-01-03: missing in the target: all 40 rows")
                .contains("id = 11: missing in the target")
                .contains("id = 21: 1 times in the source, 2 times in the target")
                .contains("large: 31 in the source, 30 in the target")
                .contains("large: 30 in the source, 31 in the target")
                .contains("amount: 44.5 in the source, 44.5001 in the target")
                .contains("note: 'note 55' in the source, 'note 55 ' in the target (blanks at the end)")
                .contains("note: '' in the source, NULL in the target (NULL against the empty string)")
                .contains("7 keys differ");
        assertThat(Files.readString(html))
                .contains("0 of 1 tables are equal, 1 different")
                .contains("id = 44");
        assertThat(run("cutover", "--table", "shop.sales", "--equal", "1"))
                .satisfies(cutover -> assertThat(cutover.status()).isEqualTo(1))
                .satisfies(cutover -> assertThat(cutover.out()).contains("DIFFERENT at level rows"));
    }

    private record Ended(int status, String out, String errors) {}

    private static Ended run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter errors = new StringWriter();
        CommandLine landfall = new CommandLine(CommandLine.Model.CommandSpec.create());
        OperatorCommands.addTo(landfall, engines.environment());
        landfall.setExecutionExceptionHandler(OperatorCommands.errors());
        landfall.setOut(new PrintWriter(out));
        landfall.setErr(new PrintWriter(errors));
        return new Ended(landfall.execute(arguments), out.toString(), errors.toString());
    }

    private static Path pipeline(TestTable table) throws IOException {
        return Files.writeString(
                directory.resolve("pipeline.yaml"),
                String.join(
                        "\n",
                        "version: 1",
                        "landing: gs://landing",
                        "state: " + directory.resolve("state"),
                        "connections:",
                        "  warehouse:",
                        "    kind: hive",
                        "    url: \"" + engines.sandbox().url() + "\"",
                        "    user: root",
                        "    drivers: " + SandboxForTest.driverFolder().toAbsolutePath(),
                        "tables:",
                        "  - target: shop." + table.name(),
                        "    source:",
                        "      connection: warehouse",
                        "      table: shop." + table.name(),
                        "      watermark: { column: seen }",
                        "    mode: merge",
                        "    keys: [id]",
                        "    partition: { column: day, by: DAY }",
                        ""));
    }

    /** Per key and column, the text that is wanted and the one that is there. */
    private static List<String> differences(Map<String, List<String>> wanted, Map<String, List<String>> actual) {
        assertThat(actual.keySet()).isEqualTo(wanted.keySet());
        List<String> differences = new ArrayList<>();
        wanted.forEach((key, row) -> {
            List<String> there = Objects.requireNonNull(actual.get(key));
            for (int i = 0; i < row.size(); i++) {
                if (!row.get(i).equals(there.get(i))) {
                    differences.add(key + "[" + i + "]: " + row.get(i) + " but " + there.get(i));
                }
            }
        });
        return differences;
    }

    /** The canonical texts of each row's columns as Java renders them, by key. */
    private static Map<String, List<String>> texts(TestTable table, SideTable side) {
        Map<String, Integer> positions = new HashMap<>();
        for (int i = 0; i < table.columns().size(); i++) {
            positions.put(table.columns().get(i).name(), i);
        }
        Map<String, List<String>> texts = new TreeMap<>();
        for (@Nullable Object[] row : table.rows()) {
            List<String> values = side.columns().stream()
                    .map(column ->
                            CanonicalText.of(column.type(), row[Objects.requireNonNull(positions.get(column.name()))]))
                    .toList();
            texts.put(values.get(0), values);
        }
        return texts;
    }

    /** The same as an engine renders them. */
    private static Map<String, List<String>> texts(Side side) {
        List<String> keys =
                side.reader().read(new ValidationQueries(side.table()).keys(List.of(), List.of(""))).stream()
                        .map(row -> row.get(0))
                        .toList();
        return side.reader().read(new ValidationQueries(side.table()).rows(keys)).stream()
                .collect(Collectors.toMap(row -> row.get(1), row -> row.subList(1, row.size())));
    }

    private static DigestSum sum(Side side) {
        return sum(side, new ValidationQueries(side.table()).digests());
    }

    private static DigestSum sum(Side side, String query) {
        return side.reader().read(query).stream()
                .map(row -> new DigestSum(
                        Long.parseLong(row.get(1)),
                        new BigDecimal(row.get(2)).toBigIntegerExact(),
                        new BigDecimal(row.get(3)).toBigIntegerExact()))
                .reduce(DigestSum.NONE, DigestSum::plus);
    }

    private static Side hive(ComparedTable compared) {
        return new Side(compared.source(), new JdbcReader("sandbox", engines.hive()));
    }

    private static Side bigQuery(ComparedTable compared) {
        return new Side(compared.target(), new BigQueryReader(engines.clients().bigQuery()));
    }

    private static ComparedTable compared(TestTable table) {
        TableId id = TableId.of(TwoEngines.DATABASE, table.name());
        TableSpec spec = TableSpec.merge(id, List.of(new ColumnName("id")), List.of())
                .withPartitioning(new Partitioning(new ColumnName("day"), Partitioning.Granularity.DAY, false));
        SourceTableName source = SourceTableName.parse(id.toString());
        return ComparedTable.of(
                spec,
                spec.keys(),
                HiveDescription.read(new JdbcReader("sandbox", engines.hive()), source),
                new BigQueryWarehouse(
                                engines.clients().bigQuery(),
                                engines.clients().project(),
                                engines.clients().location(),
                                Clock.systemUTC())
                        .table(id)
                        .orElseThrow()
                        .schema(),
                new ComparedTable.Place(new HiveQl(), Dialect.HIVE.quoted(source)),
                new ComparedTable.Place(new GoogleSql(), id.quoted()),
                null,
                ComparedTable.Choices.NONE);
    }

    private static ValidationResult validate(TestTable table) {
        ComparedTable compared = compared(table);
        assertThat(compared.incomparable()).isEmpty();
        assertThat(compared.missing()).isEmpty();
        return new TableValidation(
                        TableId.of(TwoEngines.DATABASE, table.name()),
                        table.name(),
                        hive(compared),
                        bigQuery(compared),
                        Level.ROWS,
                        SearchLimits.DEFAULT,
                        ValidationProgress.SILENT,
                        Clock.systemUTC())
                .run();
    }
}
