package dev.landfall.migration.validation;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.bigquery.DatasetInfo;
import com.google.cloud.bigquery.QueryJobConfiguration;
import dev.landfall.core.table.ColumnName;
import dev.landfall.core.table.Partitioning;
import dev.landfall.core.table.TableId;
import dev.landfall.core.table.TableSpec;
import dev.landfall.gcp.bigquery.BigQueryWarehouse;
import dev.landfall.gcp.client.CloudClients;
import dev.landfall.localcloud.LocalCloud;
import dev.landfall.migration.validation.comparison.KeyDifference;
import dev.landfall.migration.validation.comparison.Level;
import dev.landfall.migration.validation.comparison.Outcome;
import dev.landfall.migration.validation.comparison.SearchLimits;
import dev.landfall.migration.validation.comparison.Side;
import dev.landfall.migration.validation.comparison.TableValidation;
import dev.landfall.migration.validation.comparison.ValidationProgress;
import dev.landfall.migration.validation.comparison.ValidationResult;
import dev.landfall.migration.validation.history.FirestoreValidationHistory;
import dev.landfall.migration.validation.history.PastValidation;
import dev.landfall.migration.validation.history.ValidationHistory;
import dev.landfall.migration.validation.report.HtmlReport;
import dev.landfall.migration.validation.report.JsonReport;
import dev.landfall.migration.validation.report.TextReport;
import dev.landfall.migration.validation.side.BigQueryReader;
import dev.landfall.migration.validation.side.ComparedTable;
import dev.landfall.migration.validation.side.SourceColumn;
import dev.landfall.migration.validation.side.SourceShape;
import dev.landfall.migration.validation.side.SourceType;
import dev.landfall.migration.validation.sql.GoogleSql;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Both sides are tables of the local BigQuery, so that a case costs little; what makes Hive equal to BigQuery, the
 * rendering, has its own test against a real Hive.
 */
class InjectedDifferencesTest {
    private static final TableId SOURCE = TableId.of("shop", "source");
    private static final TableId TARGET = TableId.of("shop", "orders");
    private static final SourceShape SHAPE = new SourceShape(
            List.of(
                    column("id", "bigint"),
                    column("day", "date"),
                    column("price", "decimal(12,3)"),
                    column("note", "string"),
                    column("changed", "timestamp")),
            List.of());

    @SuppressWarnings("NullAway.Init")
    private static LocalCloud cloud;

    @SuppressWarnings("NullAway.Init")
    private static CloudClients clients;

    private static SourceColumn column(String name, String type) {
        return new SourceColumn(name, SourceType.parse(type));
    }

    @BeforeAll
    static void start() throws IOException {
        cloud = LocalCloud.builder().bucket("landing").start();
        Map<String, String> environment = new HashMap<>(cloud.environment());
        environment.put("LANDFALL_PROJECT", cloud.project());
        environment.put("LANDFALL_LOCATION", cloud.location());
        clients = CloudClients.of(environment);
        clients.bigQuery().create(DatasetInfo.of("shop"));
        run("CREATE TABLE shop.source AS SELECT n AS id, DATE_ADD(DATE '2026-01-01', INTERVAL MOD(n, 5) DAY) AS day,"
                + " CAST(n AS NUMERIC) / 8 AS price, CONCAT('note ', CAST(n AS STRING)) AS note,"
                + " DATETIME_ADD(DATETIME '2026-01-01 00:00:00', INTERVAL n SECOND) AS changed"
                + " FROM UNNEST(GENERATE_ARRAY(1, 3000)) AS n");
        run("UPDATE shop.source SET note = '' WHERE id = 77");
    }

    @AfterAll
    static void stop() {
        clients.close();
        cloud.close();
    }

    @BeforeEach
    void copy() {
        run("CREATE OR REPLACE TABLE shop.orders AS SELECT *, 5 AS `_landfall_sequence` FROM shop.source");
    }

    private static void run(String sql) {
        try {
            clients.bigQuery().query(QueryJobConfiguration.of(sql));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aCopyIsEqualAndNoRowIsFetched() {
        ValidationResult result = validate();
        assertThat(result.outcome()).isEqualTo(Outcome.EQUAL);
        assertThat(result.sourceRows()).isEqualTo(3000);
        assertThat(result.partitions()).hasSize(5);
        assertThat(result.effort().rowsFetched()).isZero();
    }

    @Test
    void oneMissingRowIsNamed() {
        run("DELETE FROM shop.orders WHERE id = 1234");
        assertThat(only(validate()))
                .returns(KeyDifference.Kind.MISSING, KeyDifference::kind)
                .returns("id = 1234", KeyDifference::key);
    }

    @Test
    void oneRepeatedRowIsNamed() {
        run("INSERT INTO shop.orders SELECT * FROM shop.orders WHERE id = 99");
        assertThat(only(validate()))
                .returns(KeyDifference.Kind.REPEATED, KeyDifference::kind)
                .returns("id = 99", KeyDifference::key)
                .returns(2L, KeyDifference::targetRows);
    }

    @Test
    void twoSwappedValuesAreNamedThoughEverySumIsEqual() {
        run("UPDATE shop.orders SET price = CASE id WHEN 10 THEN NUMERIC '2.5' ELSE NUMERIC '1.25' END"
                + " WHERE id IN (10, 20)");
        ValidationResult result = validate();
        assertThat(result.facts()).isEmpty();
        assertThat(result.keys().named()).extracting(KeyDifference::key).containsExactly("id = 10", "id = 20");
        assertThat(result.keys().named().get(0).columns())
                .singleElement()
                .satisfies(column -> assertThat(column.readableSource() + " " + column.readableTarget())
                        .isEqualTo("1.25 2.5"));
    }

    @Test
    void oneDigitOfADecimalIsNamed() {
        run("UPDATE shop.orders SET price = price + NUMERIC '0.001' WHERE id = 5");
        ValidationResult result = validate();
        assertThat(only(result).columns())
                .singleElement()
                .satisfies(column -> assertThat(column.column() + " " + column.source() + " " + column.target())
                        .isEqualTo("price 0.625 0.626"));
        assertThat(result.facts())
                .singleElement()
                .satisfies(fact -> assertThat(fact.column() + " " + fact.fact()).isEqualTo("price sum"));
    }

    @Test
    void oneBlankAtTheEndIsNamed() {
        run("UPDATE shop.orders SET note = CONCAT(note, ' ') WHERE id = 6");
        assertThat(only(validate()).columns().get(0).remark()).contains("blanks at the end");
    }

    @Test
    void nullInsteadOfTheEmptyStringIsNamed() {
        run("UPDATE shop.orders SET note = NULL WHERE id = 77");
        assertThat(only(validate()).columns().get(0).remark()).contains("NULL against the empty string");
    }

    @Test
    void aMissingPartitionIsNamedAsAWhole() {
        run("DELETE FROM shop.orders WHERE day = DATE '2026-01-03'");
        ValidationResult result = validate();
        assertThat(result.outcome()).isEqualTo(Outcome.DIFFERENT);
        assertThat(result.differingPartitions()).singleElement().satisfies(partition -> {
            assertThat(partition.label()).isEqualTo("2026-01-03");
            assertThat(partition.difference()).isEqualTo("missing in the target: all 600 rows");
        });
        assertThat(result.effort().rowsFetched()).isZero();
    }

    @Test
    void fewRowsAreFetchedFromManyAndLevelsBelowFetchNone() {
        run("UPDATE shop.orders SET price = price + 1 WHERE id IN (7, 1007, 2007)");
        ValidationResult result = validate(Level.ROWS, new SearchLimits(50, 64, 30, 20, 100), null);
        assertThat(result.keys().named()).hasSize(3);
        assertThat(result.keys().complete()).isTrue();
        assertThat(result.effort().rowsFetched()).isLessThan(100);
        assertThat(validate(Level.COUNT, SearchLimits.DEFAULT, null).outcome()).isEqualTo(Outcome.EQUAL);
        assertThat(validate(Level.DIGEST, SearchLimits.DEFAULT, null))
                .returns(Outcome.DIFFERENT, ValidationResult::outcome)
                .satisfies(digest -> assertThat(digest.effort().rowsFetched()).isZero());
    }

    @Test
    void aTransformedColumnDoesNotFetchTheTable() {
        run("UPDATE shop.orders SET note = UPPER(note) WHERE TRUE");
        ValidationResult result = validate(Level.ROWS, new SearchLimits(50, 8, 100, 20, 10), null);
        assertThat(result.outcome()).isEqualTo(Outcome.DIFFERENT);
        assertThat(result.keys().complete()).isFalse();
        assertThat(result.keys().named()).isNotEmpty().hasSizeLessThanOrEqualTo(10);
        assertThat(result.effort().rowsFetched()).isLessThan(300);
    }

    @Test
    void rowsThatMovedAfterTheBoundaryAreNoDifference() {
        LocalDateTime boundary = LocalDateTime.of(2026, 1, 1, 0, 40);
        run("UPDATE shop.orders SET note = 'older', changed = DATETIME_SUB(changed, INTERVAL 30 MINUTE)"
                + " WHERE id IN (2500, 2600)");
        run("DELETE FROM shop.orders WHERE id = 2700");
        ValidationResult moving = validate(Level.ROWS, SearchLimits.DEFAULT, boundary);
        assertThat(moving.outcome()).as(moving.toString()).isEqualTo(Outcome.EQUAL);
        assertThat(moving.keys().moved()).isEqualTo(2);
        run("UPDATE shop.orders SET note = 'wrong' WHERE id = 100");
        ValidationResult wrong = validate(Level.ROWS, SearchLimits.DEFAULT, boundary);
        assertThat(only(wrong).key()).isEqualTo("id = 100");
    }

    @Test
    void aTableThatMovesInMorePartitionsThanAreSearchedAtOnceIsNoDifferenceEither() {
        LocalDateTime boundary = LocalDateTime.of(2026, 1, 1, 0, 40);
        run("UPDATE shop.orders SET note = 'older', changed = DATETIME_SUB(changed, INTERVAL 30 MINUTE)"
                + " WHERE id BETWEEN 2500 AND 2509");
        SearchLimits onePartition = new SearchLimits(1, 64, 20_000, 8_000, 100);
        ValidationResult moving = validate(Level.ROWS, onePartition, boundary);
        assertThat(moving.outcome()).as(moving.toString()).isEqualTo(Outcome.EQUAL);
        assertThat(moving.keys().moved()).isEqualTo(10);
        ValidationResult tooMuch = validate(Level.ROWS, new SearchLimits(1, 1, 1, 1, 100), boundary);
        assertThat(tooMuch.outcome()).as(tooMuch.toString()).isEqualTo(Outcome.UNDECIDED);
        run("UPDATE shop.orders SET note = 'wrong' WHERE id = 104");
        assertThat(only(validate(Level.ROWS, onePartition, boundary)).key()).isEqualTo("id = 104");
    }

    @Test
    void aRowThatIsInAnotherPartitionIsOneDifference() {
        run("UPDATE shop.orders SET day = DATE '2026-01-02' WHERE id = 3");
        assertThat(only(validate()).columns())
                .singleElement()
                .satisfies(column -> assertThat(column.column()).isEqualTo("day"));
    }

    @Test
    void oneValueInAnArrayAMapOrAStructIsFound() {
        run("CREATE OR REPLACE TABLE shop.nested AS SELECT n AS id, [CONCAT('t', CAST(n AS STRING)), 'x'] AS tags,"
                + " [STRUCT('a' AS key, n AS value), STRUCT('b' AS key, 2 AS value)] AS counts,"
                + " STRUCT(n AS x, STRUCT('deep' AS z) AS y) AS place FROM UNNEST(GENERATE_ARRAY(1, 50)) AS n");
        SourceShape shape = new SourceShape(
                List.of(
                        column("id", "int"),
                        column("tags", "array<string>"),
                        column("counts", "map<string,bigint>"),
                        column("place", "struct<x:bigint,y:struct<z:string>>")),
                List.of());
        TableId target = TableId.of("shop", "nested_copy");
        String copy = "CREATE OR REPLACE TABLE shop.nested_copy AS SELECT ";
        run(copy + "id, tags, ARRAY_REVERSE(counts) AS counts, place FROM shop.nested");
        assertThat(nested(shape, target).outcome())
                .as("the order of a map's entries")
                .isEqualTo(Outcome.EQUAL);
        run(copy + "id, IF(id = 7, ARRAY_REVERSE(tags), tags) AS tags, counts, place FROM shop.nested");
        assertThat(only(nested(shape, target)))
                .returns("id = 7", KeyDifference::key)
                .returns(List.of(), KeyDifference::columns);
        run(copy + "id, tags, IF(id = 8, [STRUCT('a' AS key, 8 AS value)], counts) AS counts, place FROM shop.nested");
        assertThat(only(nested(shape, target)).key()).isEqualTo("id = 8");
        run(copy + "id, tags, counts, IF(id = 9, STRUCT(9 AS x, STRUCT('shallow' AS z) AS y), place) AS place"
                + " FROM shop.nested");
        assertThat(only(nested(shape, target)).columns())
                .singleElement()
                .satisfies(column -> assertThat(column.column()).isEqualTo("place.y.z"));
    }

    private static ValidationResult nested(SourceShape shape, TableId target) {
        return validate(
                TableSpec.merge(target, List.of(new ColumnName("id")), List.of()),
                TableId.of("shop", "nested"),
                shape,
                Level.ROWS,
                SearchLimits.DEFAULT,
                null);
    }

    @Test
    void reportsSayWhatDiffersAndNothingInAValueBecomesMarkup() {
        run("UPDATE shop.orders SET note = '<script>alert(1)</script>' WHERE id = 42");
        ValidationResult result = validate();
        StringWriter text = new StringWriter();
        new TextReport(new PrintWriter(text)).print(result);
        assertThat(text.toString())
                .contains("DIFFERENT")
                .contains("1 of 5 partitions differ")
                .contains("id = 42: has other values")
                .contains("note: 'note 42' in the source, '<script>alert(1)</script>' in the target");
        assertThat(JsonReport.line(result))
                .contains("\"outcome\":\"DIFFERENT\"")
                .contains("\"key\":\"id = 42\"");
        String html = HtmlReport.page(List.of(result), Instant.EPOCH);
        assertThat(html)
                .contains("0 of 1 tables are equal, 1 different")
                .contains("&lt;script&gt;alert(1)")
                .doesNotContain("<script")
                .doesNotContain("http");
    }

    @Test
    void outcomesAreRememberedPerTable() {
        ValidationHistory history = new FirestoreValidationHistory(clients.firestore());
        assertThat(history.of(TARGET)).isEmpty();
        PastValidation past = PastValidation.of(validate());
        for (int i = 0; i < ValidationHistory.KEPT + 2; i++) {
            history.add(TARGET, past);
        }
        assertThat(history.of(TARGET)).hasSize(ValidationHistory.KEPT).containsOnly(past);
    }

    private static KeyDifference only(ValidationResult result) {
        assertThat(result.outcome()).isEqualTo(Outcome.DIFFERENT);
        assertThat(result.keys().complete()).isTrue();
        assertThat(result.keys().named()).hasSize(1);
        return result.keys().named().get(0);
    }

    private static ValidationResult validate() {
        return validate(Level.ROWS, SearchLimits.DEFAULT, null);
    }

    private static ValidationResult validate(Level level, SearchLimits limits, @Nullable LocalDateTime boundary) {
        TableSpec spec = TableSpec.merge(TARGET, List.of(new ColumnName("id")), List.of())
                .withPartitioning(new Partitioning(new ColumnName("day"), Partitioning.Granularity.DAY, false));
        return validate(spec, SOURCE, SHAPE, level, limits, boundary);
    }

    private static ValidationResult validate(
            TableSpec spec,
            TableId source,
            SourceShape shape,
            Level level,
            SearchLimits limits,
            @Nullable LocalDateTime boundary) {
        BigQuery bigQuery = clients.bigQuery();
        ComparedTable compared = ComparedTable.of(
                spec,
                spec.keys(),
                shape,
                new BigQueryWarehouse(bigQuery, clients.project(), clients.location(), Clock.systemUTC())
                        .table(spec.target())
                        .orElseThrow()
                        .schema(),
                new ComparedTable.Place(new GoogleSql(), source.quoted()),
                new ComparedTable.Place(new GoogleSql(), spec.target().quoted()),
                boundary == null ? null : new ComparedTable.Freshness("changed", boundary),
                ComparedTable.Choices.NONE);
        assertThat(compared.incomparable()).isEmpty();
        return new TableValidation(
                        spec.target(),
                        source.toString(),
                        new Side(compared.source(), new BigQueryReader(bigQuery)),
                        new Side(compared.target(), new BigQueryReader(bigQuery)),
                        level,
                        limits,
                        ValidationProgress.SILENT,
                        Clock.systemUTC())
                .run();
    }
}
