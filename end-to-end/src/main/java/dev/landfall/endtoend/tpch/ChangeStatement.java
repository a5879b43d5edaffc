package dev.landfall.endtoend.tpch;

import dev.landfall.endtoend.tpch.comparison.ComparedType;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The SQL of one round of changes. Plain Hive tables cannot update in place, so the table, or one partition of it, is
 * written anew: every row once, changed or not, and the new rows, which copy old ones under new keys.
 */
final class ChangeStatement {
    /** Keys of generated rows are smaller, so that a copy of round {@code n} has the key {@code n * KEY_STEP + old}. */
    static final long KEY_STEP = 1_000_000_000L;

    /** The partition of a partitioned table in which rows change. */
    static final String CHANGED_PARTITION = "1998";

    private static final int UPDATE_ONE_IN = 10;
    private static final int INSERT_ONE_IN = 20;

    /** What an update does, besides setting {@code updated_at}. */
    private static final Map<TpchTable, Map<String, String>> UPDATES = Map.of(
            TpchTable.NATION, Map.of("n_comment", "CONCAT(COALESCE(n_comment, ''), ' *')"),
            TpchTable.CUSTOMER,
                    Map.of("c_acctbal", "COALESCE(c_acctbal, 0) + 1.25", "c_comment", "CONCAT('\"é\" ', c_name)"),
            TpchTable.ORDERS,
                    Map.of("o_totalprice", "o_totalprice + 0.01", "o_orderstatus", "'F'", "o_comment", "NULL"),
            TpchTable.LINEITEM, Map.of("l_tax", "l_tax + 0.01", "l_comment", "CONCAT('changed ', l_shipmode)"));

    private final TpchTable table;
    private final int round;
    private final String updatedAt;

    /** The round decides which rows change; rounds count from 1. */
    ChangeStatement(TpchTable table, int round, Instant at) {
        if (round < 1) {
            throw new IllegalArgumentException("Rounds count from 1: " + round);
        }
        this.table = table;
        this.round = round;
        this.updatedAt = "TIMESTAMP '" + ComparedType.timestamp(LocalDateTime.ofInstant(at, ZoneOffset.UTC)) + "'";
    }

    /** Asks how many rows {@link #rewrite()} will update and insert. */
    String count() {
        return "SELECT COUNT(CASE WHEN " + updates() + " THEN 1 END), COUNT(CASE WHEN " + inserts()
                + " THEN 1 END) FROM " + source();
    }

    /**
     * One scan, in which a row that is to be copied comes twice: written as a union of two scans of the table, the second
     * round lost rows on Hive 4.0.1.
     */
    String rewrite() {
        return "INSERT OVERWRITE TABLE " + table.qualifiedName()
                + table.partitionColumn()
                        .map(column -> " PARTITION (" + column.name() + " = '" + CHANGED_PARTITION + "')")
                        .orElse("")
                + " SELECT " + table.dataColumns().stream().map(this::written).collect(Collectors.joining(", "))
                + " FROM " + table.qualifiedName() + " LATERAL VIEW EXPLODE(IF(" + inserts()
                + ", ARRAY(0, 1), ARRAY(0))) copies AS copy" + wherePartition();
    }

    private String source() {
        return table.qualifiedName() + wherePartition();
    }

    private String wherePartition() {
        return table.partitionColumn()
                .map(column -> " WHERE " + column.name() + " = '" + CHANGED_PARTITION + "'")
                .orElse("");
    }

    private String updates() {
        return "PMOD(" + table.keyColumn() + ", " + UPDATE_ONE_IN + ") = " + round % UPDATE_ONE_IN;
    }

    private String inserts() {
        return table.keyColumn() + " < " + KEY_STEP + " AND PMOD(" + table.keyColumn() + ", " + INSERT_ONE_IN + ") = "
                + round % INSERT_ONE_IN;
    }

    private String written(HiveColumn column) {
        return column.cast("CASE WHEN copy = 1 THEN " + copied(column) + " WHEN " + updates() + " THEN "
                        + updated(column) + " ELSE " + column.name() + " END")
                + " AS " + column.name();
    }

    private String updated(HiveColumn column) {
        return column.name().equals("updated_at")
                ? updatedAt
                : UPDATES.getOrDefault(table, Map.of()).getOrDefault(column.name(), column.name());
    }

    private String copied(HiveColumn column) {
        if (column.name().equals(table.keyColumn())) {
            return column.name() + " + " + round * KEY_STEP;
        }
        return column.name().equals("updated_at") ? updatedAt : column.name();
    }
}
