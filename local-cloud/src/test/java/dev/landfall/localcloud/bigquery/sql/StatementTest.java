package dev.landfall.localcloud.bigquery.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landfall.localcloud.bigquery.schema.Field;
import dev.landfall.localcloud.bigquery.schema.FieldMode;
import dev.landfall.localcloud.bigquery.schema.FieldType;
import dev.landfall.localcloud.bigquery.schema.TableName;
import dev.landfall.localcloud.bigquery.sql.TranslatedStatement.AlterAction;
import dev.landfall.localcloud.bigquery.sql.TranslatedStatement.AlterTable;
import dev.landfall.localcloud.bigquery.sql.TranslatedStatement.CreateTable;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Definitions, scripts and refusals. */
class StatementTest {
    private static final TableName T = new TableName("p", "d", "t");
    private static Warehouse warehouse;

    @BeforeAll
    static void fill() throws SQLException {
        warehouse = new Warehouse();
        warehouse.run("CREATE TABLE d.t (id INT64, v STRING, n NUMERIC, b BIGNUMERIC)");
    }

    @AfterAll
    static void close() throws SQLException {
        warehouse.close();
    }

    private static TranslatedStatement translated(String sql) {
        return Warehouse.translator().read(sql, QueryParameters.none()).next(warehouse);
    }

    @Test
    void createTableKeepsEverythingThatItSays() {
        CreateTable table = (CreateTable) translated("""
                CREATE TABLE IF NOT EXISTS `p.d.new` (
                    id INT64 NOT NULL OPTIONS(description='the key'), v STRING(10), n NUMERIC(10, 2),
                    s STRUCT<a INT64 NOT NULL, l ARRAY<STRUCT<x DATE>>>, seen TIMESTAMP, PRIMARY KEY (id) NOT ENFORCED)
                PARTITION BY TIMESTAMP_TRUNC(seen, HOUR) CLUSTER BY id, v
                OPTIONS(description='d', labels=[('env', 'dev')], kms_key_name='k', require_partition_filter=TRUE,
                        partition_expiration_days=2)
                """);
        assertThat(table.target()).isEqualTo(new TableName("p", "d", "new"));
        assertThat(table.ifNotExists()).isTrue();
        assertThat(table.orReplace()).isFalse();
        assertThat(table.kind()).isEqualTo(StatementKind.CREATE_TABLE);
        assertThat(table.primaryKey()).containsExactly("id");
        assertThat(table.clustering()).containsExactly("id", "v");
        assertThat(table.partitioning())
                .contains(new Partitioning.ByTime(Partitioning.Granularity.HOUR, Optional.of("seen")));
        assertThat(table.options().labels()).isEqualTo(Map.of("env", "dev"));
        assertThat(table.options().kmsKeyName()).contains("k");
        assertThat(table.options().requirePartitionFilter()).contains(true);
        assertThat(table.options().partitionExpiration()).contains(Duration.ofDays(2));
        Field id = table.schema().fields().get(0);
        assertThat(id.mode()).isEqualTo(FieldMode.REQUIRED);
        assertThat(id.description()).isEqualTo("the key");
        assertThat(table.schema().fields().get(1).maxLength()).isEqualTo(OptionalLong.of(10));
        assertThat(table.schema().fields().get(2).precision()).isEqualTo(OptionalLong.of(10));
        Field list = table.schema().fields().get(3).fields().get(1);
        assertThat(list.mode()).isEqualTo(FieldMode.REPEATED);
        assertThat(list.fields()).extracting(Field::type).containsExactly(FieldType.DATE);
    }

    @Test
    void createTableByRange() {
        CreateTable table = (CreateTable) translated(
                "CREATE OR REPLACE TABLE d.r (k INT64) PARTITION BY RANGE_BUCKET(k, GENERATE_ARRAY(0, 100, 10))");
        assertThat(table.partitioning()).contains(new Partitioning.ByRange("k", 0, 100, 10));
        assertThat(table.orReplace()).isTrue();
    }

    @Test
    void alterTableListsItsActions() {
        AlterTable alter = (AlterTable) translated("ALTER TABLE `p.d.t` ADD COLUMN IF NOT EXISTS x STRING(5), "
                + "ALTER COLUMN n SET DATA TYPE BIGNUMERIC, ALTER COLUMN id DROP NOT NULL");
        assertThat(alter.target()).isEqualTo(T);
        assertThat(alter.actions()).hasSize(3);
        assertThat(alter.actions().get(0)).isInstanceOfSatisfying(AlterAction.AddColumn.class, add -> {
            assertThat(add.ifNotExists()).isTrue();
            assertThat(add.field().maxLength()).isEqualTo(OptionalLong.of(5));
        });
        assertThat(alter.actions().get(1))
                .isInstanceOfSatisfying(
                        AlterAction.SetDataType.class,
                        set -> assertThat(set.type().type()).isEqualTo(FieldType.BIGNUMERIC));
        assertThat(alter.actions().get(2)).isEqualTo(new AlterAction.DropNotNull("id", false));
        AlterTable options = (AlterTable) translated("ALTER TABLE d.t SET OPTIONS(description='x', kms_key_name=NULL)");
        assertThat(options.actions()).singleElement().isInstanceOfSatisfying(AlterAction.SetOptions.class, set -> {
            assertThat(set.options().named())
                    .containsExactlyInAnyOrder(TableOptions.Key.DESCRIPTION, TableOptions.Key.KMS_KEY_NAME);
            assertThat(set.options().kmsKeyName()).isEmpty();
        });
    }

    @Test
    void scriptsAreReadStatementByStatement() {
        StatementReader reader = Warehouse.translator()
                .read(
                        "BEGIN TRANSACTION; -- comment ; here\nTRUNCATE TABLE d.t;\nCOMMIT TRANSACTION;\n/* end */",
                        QueryParameters.none());
        assertThat(reader.count()).isEqualTo(3);
        assertThat(List.of(
                        reader.next(warehouse).kind(),
                        reader.next(warehouse).kind(),
                        reader.next(warehouse).kind()))
                .containsExactly(
                        StatementKind.BEGIN_TRANSACTION,
                        StatementKind.TRUNCATE_TABLE,
                        StatementKind.COMMIT_TRANSACTION);
        assertThat(reader.hasNext()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '^',
            value = {
                "SELECT idd FROM d.t ~ invalidQuery ~ Unrecognized name: idd; Did you mean id? at [1:8]",
                "SELECT t.idd FROM `p.d.t` WHERE t.id = 1 ~ invalidQuery ~ Name idd not found inside t at [1:10]",
                "SELECT id FROM `p.d.t` WHERE idd = 1 ~ invalidQuery ~ Unrecognized name: idd; Did you mean id? at [1:30]",
                "SELECT 1 FROM d.nope ~ notFound ~ Not found: Table p:d.nope was not found in location US",
                "SELECT 1 FROM `p.d.nope` ~ notFound ~ Not found: Table p:d.nope was not found in location US",
                "SELECT 1 FROM x.nope ~ notFound ~ Not found: Dataset p:x was not found in location US",
                "ALTER TABLE d.nope ADD COLUMN x INT64 ~ notFound ~ Not found: Table p:d.nope was not found in location US",
                "SELEC 1 ~ invalidQuery ~ Syntax error: Unexpected identifier \"SELEC\" at [1:1]",
                "SELECT 1::INT64 ~ invalidQuery ~ Syntax error: Expected \";\" or end of input but got \":\" at [1:9]",
                "SELECT strftime('%Y', CURRENT_DATE()) ~ invalidQuery ~ Function not found: strftime at [1:8]",
                "SELECT list_filter([1], 2) ~ invalidQuery ~ Function not found: list_filter at [1:8]",
                "DELETE FROM d.t ~ invalidQuery ~ DELETE must have a WHERE clause at [1:1]",
                "SELECT id, COUNT(*) FROM d.t ~ invalidQuery ~ SELECT list expression references column id which is neither grouped nor aggregated at [1:8]",
                "UPDATE d.t SET id = CURRENT_TIMESTAMP() WHERE TRUE ~ invalidQuery ~ Value of type TIMESTAMP cannot be assigned to id, which has type INT64 at [1:21]",
                "INSERT d.t VALUES (1) ~ invalidQuery ~ Inserted row has wrong column count; Has 1, expected 4 at [1:19]",
                "SELECT 1 AS a, 2 AS A ~ invalidQuery ~ Duplicate column names in the result are not supported. Found duplicate(s): A",
                "SELECT SOUNDEX('a') ~ notImplemented ~ The local BigQuery does not implement the function SOUNDEX.",
                "SELECT customer FROM (SELECT 1 AS customer) GROUP BY ROLLUP(customer) ~ notImplemented ~ The local BigQuery does not implement ROLLUP, CUBE and GROUPING SETS.",
                "CREATE VIEW d.v AS SELECT 1 AS x ~ notImplemented ~ The local BigQuery does not implement the statement CREATE VIEW.",
                "SELECT CAST('2026' AS DATE FORMAT 'YYYY') ~ notImplemented ~ The local BigQuery does not implement CAST with FORMAT or AT TIME ZONE.",
                "SELECT CAST('abc' AS STRING(2)) ~ notImplemented ~ The local BigQuery does not implement CAST to a type with parameters.",
                "SELECT 1/0 ~ invalidQuery ~ division by zero: 1 / 0",
                "SELECT NUMERIC '1' / 0 ~ invalidQuery ~ division by zero: 1 / 0",
                "SELECT 9223372036854775807 + 1 ~ invalidQuery ~ int64 overflow: 9223372036854775807 + 1",
                "SELECT SUM(x) FROM UNNEST([9223372036854775807, 1]) x ~ invalidQuery ~ int64 overflow: 9223372036854775808",
                "SELECT [1][OFFSET(1)] ~ invalidQuery ~ Array index 1 is out of bounds",
                "SELECT CAST('x' AS INT64) ~ invalidQuery ~ Bad int64 value: x",
                "SELECT (SELECT x FROM UNNEST([1, 2]) x) ~ invalidQuery ~ Scalar subquery produced more than one element",
                "SELECT ERROR('mine') ~ invalidQuery ~ mine",
            })
    void refusalsAreBigQuerys(String sql, String reason, String message) {
        assertThatThrownBy(() -> warehouse.run(sql)).isInstanceOfSatisfying(SqlException.class, refused -> {
            assertThat(refused).hasMessage(message);
            assertThat(refused.reason().restName()).isEqualTo(reason);
        });
    }

    @Test
    void tablesWithBignumericColumnsPassThrough() {
        warehouse.run("INSERT d.t (id, b) VALUES (1, BIGNUMERIC '12345678901234567890123456789012345678.5')");
        assertThat(warehouse.run("SELECT b FROM d.t WHERE b > 1"))
                .hasToString("[[12345678901234567890123456789012345678.5]]");
        assertThatThrownBy(() -> warehouse.run("SELECT SUM(b) FROM d.t"))
                .isInstanceOfSatisfying(
                        SqlException.class,
                        refused -> assertThat(refused.reason()).isEqualTo(SqlException.Reason.NOT_IMPLEMENTED));
    }
}
