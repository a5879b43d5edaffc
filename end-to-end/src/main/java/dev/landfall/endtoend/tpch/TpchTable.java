package dev.landfall.endtoend.tpch;

import static dev.landfall.endtoend.tpch.HiveColumn.Type.BIGINT;
import static dev.landfall.endtoend.tpch.HiveColumn.Type.DATE;
import static dev.landfall.endtoend.tpch.HiveColumn.Type.INT;
import static dev.landfall.endtoend.tpch.HiveColumn.Type.MONEY;
import static dev.landfall.endtoend.tpch.HiveColumn.Type.STRING;
import static dev.landfall.endtoend.tpch.HiveColumn.Type.TIMESTAMP;

import dev.landfall.endtoend.tpch.comparison.ComparedColumns;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The demo's source tables: every Hive file format, with and without partitions. */
@SuppressWarnings("ImmutableEnumChecker") // records in an unmodifiable list: immutable, which the checker cannot see
public enum TpchTable {
    NATION(
            "TEXTFILE",
            1,
            List.of(
                    new HiveColumn("n_nationkey", BIGINT),
                    new HiveColumn("n_name", STRING),
                    new HiveColumn("n_regionkey", BIGINT),
                    new HiveColumn("n_comment", STRING),
                    updatedAt()),
            null),
    CUSTOMER(
            "AVRO",
            1,
            List.of(
                    new HiveColumn("c_custkey", BIGINT),
                    new HiveColumn("c_name", STRING),
                    new HiveColumn("c_address", STRING),
                    new HiveColumn("c_nationkey", BIGINT),
                    new HiveColumn("c_phone", STRING),
                    new HiveColumn("c_acctbal", MONEY),
                    new HiveColumn("c_mktsegment", STRING),
                    new HiveColumn("c_comment", STRING),
                    updatedAt()),
            null),
    ORDERS(
            "PARQUET",
            1,
            List.of(
                    new HiveColumn("o_orderkey", BIGINT),
                    new HiveColumn("o_custkey", BIGINT),
                    new HiveColumn("o_orderstatus", STRING),
                    new HiveColumn("o_totalprice", MONEY),
                    new HiveColumn("o_orderdate", DATE),
                    new HiveColumn("o_orderpriority", STRING),
                    new HiveColumn("o_clerk", STRING),
                    new HiveColumn("o_shippriority", INT),
                    new HiveColumn("o_comment", STRING),
                    updatedAt()),
            null),
    LINEITEM(
            "ORC",
            2,
            List.of(
                    new HiveColumn("l_orderkey", BIGINT),
                    new HiveColumn("l_linenumber", INT),
                    new HiveColumn("l_partkey", BIGINT),
                    new HiveColumn("l_suppkey", BIGINT),
                    new HiveColumn("l_quantity", MONEY),
                    new HiveColumn("l_extendedprice", MONEY),
                    new HiveColumn("l_discount", MONEY),
                    new HiveColumn("l_tax", MONEY),
                    new HiveColumn("l_returnflag", STRING),
                    new HiveColumn("l_linestatus", STRING),
                    new HiveColumn("l_shipdate", DATE),
                    new HiveColumn("l_commitdate", DATE),
                    new HiveColumn("l_receiptdate", DATE),
                    new HiveColumn("l_shipinstruct", STRING),
                    new HiveColumn("l_shipmode", STRING),
                    new HiveColumn("l_comment", STRING),
                    updatedAt()),
            new HiveColumn("l_shipyear", STRING));

    /** The Hive database of all of them. */
    public static final String DATABASE = "tpch";

    private final String storedAs;
    private final int keyCount;
    private final List<HiveColumn> dataColumns;
    private final Optional<HiveColumn> partitionColumn;

    TpchTable(
            String storedAs,
            int keyCount,
            List<HiveColumn> dataColumns,
            @org.jspecify.annotations.Nullable HiveColumn partitionColumn) {
        this.storedAs = storedAs;
        this.keyCount = keyCount;
        this.dataColumns = dataColumns;
        this.partitionColumn = Optional.ofNullable(partitionColumn);
    }

    /** The table's name in Hive, and in BigQuery. */
    public String tableName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The key columns, then all others: what a comparison with a copy has to look at. */
    public ComparedColumns comparedColumns() {
        return new ComparedColumns(
                allColumns().stream().map(HiveColumn::compared).toList(), keyCount);
    }

    String qualifiedName() {
        return DATABASE + "." + tableName();
    }

    String storedAs() {
        return storedAs;
    }

    /** The first key column, whose value decides what changes. */
    String keyColumn() {
        return dataColumns.get(0).name();
    }

    List<HiveColumn> dataColumns() {
        return dataColumns;
    }

    Optional<HiveColumn> partitionColumn() {
        return partitionColumn;
    }

    /** The columns of {@code SELECT *}: the partition column comes last. */
    List<HiveColumn> allColumns() {
        List<HiveColumn> all = new java.util.ArrayList<>(dataColumns);
        partitionColumn.ifPresent(all::add);
        return all;
    }

    private static HiveColumn updatedAt() {
        return new HiveColumn("updated_at", TIMESTAMP);
    }
}
