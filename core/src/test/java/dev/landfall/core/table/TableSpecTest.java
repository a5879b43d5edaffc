package dev.landfall.core.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableSpecTest {
    private static final TableId ORDERS = TableId.of("sales", "orders");

    @Test
    void survivesTheLedger() {
        TableSpec spec = TableSpec.merge(ORDERS, List.of(new ColumnName("id")), List.of(new ColumnName("updated_at")))
                .withPartitioning(new Partitioning(new ColumnName("day"), Partitioning.Granularity.MONTH, true))
                .withClustering(List.of(new ColumnName("customer")))
                .withFormat(FileFormat.ORC)
                .withCsv(new CsvOptions(true, ";", CsvOptions.Match.NAME))
                .withMerge(new MergeRules(
                        new Deletes(new ColumnName("op"), Set.of("D", "DELETE"), Duration.ofDays(30)),
                        NullKeys.REJECT,
                        SchemaPolicy.FREEZE,
                        5_000_000_000L,
                        true));

        assertThat(TableSpecCodec.fromJson(TableSpecCodec.toJson(spec))).isEqualTo(spec);
        TableSpec snapshots = TableSpec.replacePartitions(
                ORDERS, new Partitioning(new ColumnName("day"), Partitioning.Granularity.DAY, false));
        assertThat(TableSpecCodec.fromJson(TableSpecCodec.toJson(snapshots))).isEqualTo(snapshots);
        assertThat(TableSpecCodec.fromMap(TableSpecCodec.toMap(TableSpec.append(ORDERS))))
                .isEqualTo(TableSpec.append(ORDERS));
    }

    @Test
    void refusesWhatItCannotObey() {
        assertThatThrownBy(() -> TableSpec.merge(ORDERS, List.of(), List.of()))
                .hasMessageContaining("sales.orders")
                .hasMessageContaining("no keys");
        assertThatThrownBy(() -> TableSpecCodec.fromMap(
                        Map.of("target", "sales.orders", "mode", "replace", "keys", List.of("id"))))
                .hasMessageContaining("sales.orders has mode replace and keys");
        assertThatThrownBy(() -> TableSpecCodec.fromMap(Map.of("target", "sales.orders", "mode", "replace_partitions")))
                .hasMessageContaining("no partition");
        assertThatThrownBy(() -> TableSpecCodec.fromMap(Map.of("target", "a.b", "mode", "append", "kyes", List.of())))
                .hasMessageContaining("kyes");
        assertThatThrownBy(
                        () -> TableSpec.merge(ORDERS, List.of(new ColumnName("id"), new ColumnName("ID")), List.of()))
                .hasMessageContaining("twice");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a`b", "a'b", "a\"b", "a.b", "a-b", "a b", "a\nb", "ä", "a;drop"})
    void noDatasetNameNeedsEscaping(String name) {
        assertThatThrownBy(() -> new DatasetName(name)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a`b", "a'b", "a\"b", "a.b", "a\\b", "a\nb", "a/b", "a;b", "a$b"})
    void noTableNameNeedsEscaping(String name) {
        assertThatThrownBy(() -> new TableName(name)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1a", "a`b", "a b", "a-b", "_PARTITIONTIME", "_file_name", "a.b"})
    void noColumnNameNeedsEscaping(String name) {
        assertThatThrownBy(() -> new ColumnName(name)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void columnsIgnoreCaseAndTablesDoNot() {
        assertThat(new ColumnName("Id")).isEqualTo(new ColumnName("ID")).hasSameHashCodeAs(new ColumnName("id"));
        assertThat(new TableName("Orders")).isNotEqualTo(new TableName("orders"));
        assertThat(new TableName("bestellungen-2026 ä_1").quoted()).isEqualTo("`bestellungen-2026 ä_1`");
    }
}
