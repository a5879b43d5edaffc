package dev.landfall.migration.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landfall.core.table.Column;
import dev.landfall.core.table.ColumnName;
import dev.landfall.core.table.Partitioning;
import dev.landfall.core.table.StorageFolder;
import dev.landfall.core.table.TableId;
import dev.landfall.core.table.TableSchema;
import dev.landfall.core.table.TypeKind;
import dev.landfall.core.warehouse.WarehouseTable;
import dev.landfall.replicator.pipeline.PipelineException;
import dev.landfall.replicator.pipeline.SourceTableName;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** From what Hive 4.0.1 printed ({@code describe-*.txt}) to a plan, and back from its text. */
class CatalogTest {
    private static final SourceTableName ORDERS = SourceTableName.parse("shop.orders");
    private static final TableId TARGET = TableId.of("shop", "orders");
    private static final Proposals PROPOSALS = new Proposals(null, 0);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tinyint | INT64",
                "bigint | INT64",
                "float | FLOAT64",
                "decimal(12,2) | NUMERIC",
                "decimal(38,9) | NUMERIC",
                "decimal(38,10) | BIGNUMERIC",
                "decimal | NUMERIC",
                "char(3) | STRING",
                "varchar(20) | STRING",
                "timestamp | TIMESTAMP",
                "date | DATE",
                "binary | BYTES",
                "boolean | BOOL",
                "array<string> | ARRAY<STRING>",
                "map<string,int> | ARRAY<STRUCT<`key` STRING, `value` INT64>>",
                "struct<street:string,zip:int> | STRUCT<`street` STRING, `zip` INT64>",
                "array<struct<a:array<decimal(5,2)>>> | ARRAY<STRUCT<`a` ARRAY<NUMERIC>>>",
                "map<string,array<int>> | ARRAY<STRUCT<`key` STRING, `value` ARRAY<INT64>>>"
            })
    void everyTypeHasItsLike(String hive, String bigQuery) {
        assertThat(column(hive).column().map(Column::sqlType)).contains(bigQuery);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "uniontype<int,string>",
                "array<array<int>>",
                "array<map<string,int>>",
                "map<string,uniontype<int>>",
                "timestamp with local time zone",
                "interval_day_time",
                "struct<a b:int>",
                "geometry"
            })
    void whatHasNoLikeIsRefusedWithAdviceUnlessItIsLeftOut(String hive) {
        assertThat(column(hive).column()).isEmpty();
        assertThat(column(hive).refusal())
                .hasValueSatisfying(refusal -> assertThat(refusal.advice()).isNotBlank());
        assertThat(new PlannedColumn("c", hive, new ColumnName("c"), true).refusal())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "array<int", "decimal(a)", "map<int>", "struct<a>", "int>"})
    void whatIsNoTypeIsRefused(String text) {
        assertThatThrownBy(() -> HiveType.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void renamesKeepLegalNamesAndNeverClash() {
        assertThat(ColumnRenames.of(List.of("a-b", "a_b", "a b", "1st", "_PARTITIONTIME", "_landfall_x", "größe"))
                        .values())
                .extracting(ColumnName::value)
                .containsExactly("a_b_2", "a_b", "a_b_3", "c_1st", "c__PARTITIONTIME", "c__landfall_x", "gr__e");
    }

    @Test
    void describeIsRead() throws IOException {
        HiveTable table = describe("orders");

        assertThat(table.columns()).hasSize(15).contains(new HiveTable.DeclaredColumn("props", "map<string,int>"));
        assertThat(table.keys())
                .containsExactly(
                        new HiveTable.DeclaredColumn("dt", "string"), new HiveTable.DeclaredColumn("h", "int"));
        assertThat(table.format()).isEqualTo(HiveFormat.PARQUET);
        assertThat(table.location()).isEqualTo("hdfs://127.0.0.1:41709/user/hive/warehouse/shop.db/orders");
        assertThat(table.primaryKey()).containsExactly("id");
        assertThat(table.number("totalSize")).contains(3153L);
        assertThat(table.view()).isFalse();
        assertThat(describe("v").view()).isTrue();
    }

    @Test
    void aPlanSurvivesItsTextAndAnUnknownWordIsRefusedWithItsLine() throws IOException {
        PlannedTable table = PROPOSALS.of(describe("orders"), TARGET, 1);
        assertThat(table.route()).isEqualTo(Route.NONE);
        assertThat(table.refusals()).extracting(Refusal::what).containsExactly("column props");
        Plan plan = new Plan("warehouse", new StorageFolder("gs://bucket/c"), List.of(table), List.of());
        String text = PlanWriter.write(plan);

        Plan read = PlanReader.read("plan.yaml", text);

        assertThat(read.copyTo()).isEqualTo(plan.copyTo());
        PlannedTable again = read.tables().get(0);
        assertThat(again.targetColumns()).isEqualTo(table.targetColumns());
        assertThat(again.key()).containsExactly(new ColumnName("id"));
        assertThat(again.watermark()).isEqualTo(new ColumnName("updated_at"));
        assertThat(again.layout()).isEqualTo(table.layout());
        assertThat(again.undecided()).isEmpty();
        assertThatThrownBy(() -> PlanReader.read("plan.yaml", text.replace("route:", "rout:")))
                .isInstanceOf(PipelineException.class)
                .hasMessageContaining("plan.yaml:")
                .hasMessageContaining("did you mean 'route'?");
        assertThatThrownBy(() -> PlanReader.read("plan.yaml", text.replace("type: NUMERIC", "type: FLOAT64")))
                .hasMessageContaining("decimal(12,2) becomes NUMERIC, not FLOAT64");
    }

    @Test
    void tooManyPartitionsAndAcidTablesAreNotCopied() throws IOException {
        assertThat(PROPOSALS.of(describe("orders"), TARGET, 10_001).refusals())
                .extracting(Refusal::what)
                .contains("10001 partitions");
        List<List<@Nullable String>> rows = rows("orders");
        rows.add(Arrays.asList("Table Parameters:", null, null));
        rows.add(Arrays.asList("", "transactional", "true"));
        PlannedTable acid = PROPOSALS.of(DescribeReader.read(ORDERS, rows), TARGET, 1);
        assertThat(acid.reasons().get("route")).contains("ACID");
        assertThat(acid.route()).isNotEqualTo(Route.DISTCP);
    }

    @Test
    void aDateKeyPartitionsTheTarget() throws IOException {
        List<List<@Nullable String>> rows = rows("orders").stream()
                .map(row -> "dt".equals(row.get(0)) ? Arrays.asList("dt", "date", null) : row)
                .toList();
        PlannedTable table = PROPOSALS.of(DescribeReader.read(ORDERS, rows), TARGET, 1);
        assertThat(table.layout().partitioning())
                .isEqualTo(new Partitioning(new ColumnName("dt"), Partitioning.Granularity.DAY, false));
        assertThat(table.layout().clustering()).extracting(ColumnName::value).containsExactly("h", "id");
        assertThat(TargetDdl.of(table).sql()).contains("PARTITION BY `dt`").contains("CLUSTER BY `h`, `id`");
    }

    @Test
    void driftIsNamed() throws IOException {
        HiveTable hive = describe("orders");
        PlannedTable planned = PROPOSALS.of(hive, TARGET, 1);
        assertThat(Drift.of(planned, Optional.of(hive), Optional.empty(), false).differences())
                .isEmpty();
        List<List<@Nullable String>> rows = rows("orders");
        rows.set(1, Arrays.asList("cust", "bigint", null));
        rows.set(3, Arrays.asList("weekday", "string", null));
        TableSchema target = TableSchema.of(Column.nullable("id", TypeKind.STRING));

        List<String> differences = Drift.of(
                        planned,
                        Optional.of(DescribeReader.read(ORDERS, rows)),
                        Optional.of(new WarehouseTable(target, List.of())),
                        true)
                .differences();

        assertThat(differences)
                .contains(
                        "column cust is bigint in Hive and int in the plan",
                        "Hive has a new column weekday (string)",
                        "Hive has no column day any more",
                        "column id is STRING in BigQuery and INT64 in the plan",
                        "BigQuery lacks column cust (INT64)");
    }

    private static PlannedColumn column(String type) {
        return new PlannedColumn("c", type, new ColumnName("c"), false);
    }

    private static HiveTable describe(String name) throws IOException {
        return DescribeReader.read(ORDERS, rows(name));
    }

    private static List<List<@Nullable String>> rows(String name) throws IOException {
        List<List<@Nullable String>> rows = new ArrayList<>();
        try (InputStream text =
                Objects.requireNonNull(CatalogTest.class.getResourceAsStream("describe-" + name + ".txt"))) {
            new String(text.readAllBytes(), StandardCharsets.UTF_8).lines().forEach(line -> {
                List<@Nullable String> cells = new ArrayList<>();
                for (String cell : line.split("\\|", 3)) {
                    cells.add(cell.equals("null") ? null : cell);
                }
                while (cells.size() < 3) {
                    cells.add(null);
                }
                rows.add(cells);
            });
        }
        return rows;
    }
}
