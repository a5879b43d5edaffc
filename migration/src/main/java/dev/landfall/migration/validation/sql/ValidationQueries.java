package dev.landfall.migration.validation.sql;

import dev.landfall.migration.validation.canonical.CanonicalText;
import dev.landfall.migration.validation.canonical.RowDigest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The queries of one side. Both sides' are built here, from the same columns, and differ by dialect only. Every query
 * reads the table once and changes nothing.
 */
public final class ValidationQueries {
    /** The label of the one partition of a table that has none. */
    public static final String ALL = "all rows";

    private final SideTable table;
    private final Dialect dialect;
    private final PartitionCondition partitions;

    public ValidationQueries(SideTable table) {
        this.table = table;
        this.dialect = table.dialect();
        this.partitions = new PartitionCondition(table);
    }

    /** What the columns after the sums are in {@link #digests}. */
    public List<ColumnFact> facts() {
        return ColumnFact.of(table);
    }

    /** Per partition: label, rows. */
    public String counts() {
        return "SELECT part, COUNT(*) FROM (SELECT " + partitions.label() + " AS part FROM " + from(conditions())
                + ") labelled GROUP BY part";
    }

    /** Per partition: label, rows, both sums, then the facts. */
    public String digests() {
        String values = IntStream.range(0, table.columns().size())
                .mapToObj(i -> ", " + value(table.columns().get(i)) + " AS " + value(i))
                .collect(Collectors.joining());
        String passed = IntStream.range(0, table.columns().size())
                .mapToObj(i -> ", " + value(i))
                .collect(Collectors.joining());
        String facts = facts().stream().map(fact -> ", " + fact.sql()).collect(Collectors.joining());
        return "SELECT part, COUNT(*), SUM(low), SUM(high)" + facts + " FROM (SELECT part, " + numbers() + passed
                + " FROM (SELECT " + partitions.label() + " AS part, " + dialect.hash(row(table.columns())) + " AS h"
                + values + " FROM " + from(conditions()) + ") hashed) numbered GROUP BY part";
    }

    /** Per partition: label, no row, both sums, of the values of arrays and maps. Null if the table has none. */
    public @Nullable String elementDigests() {
        if (table.elements().isEmpty()) {
            return null;
        }
        String hashes = table.elements().stream()
                .map(elements -> "SELECT " + partitions.label() + " AS part, " + hash(elements) + " AS h FROM "
                        + from(elements, conditions()))
                .collect(Collectors.joining(" UNION ALL "));
        return "SELECT part, 0, SUM(low), SUM(high) FROM (SELECT part, " + numbers() + " FROM (" + hashes
                + ") hashed) numbered GROUP BY part";
    }

    /** A value belongs to its row by the row's key, and to its place in the column. */
    private String hash(SideElements elements) {
        return dialect.hash(dialect.concat(List.of(
                dialect.literal(elements.name() + CanonicalText.SEPARATOR),
                row(table.keyColumns()),
                "'" + CanonicalText.SEPARATOR + "'",
                row(elements.columns()))));
    }

    private String value(SideColumn column) {
        return ColumnFact.ofText(column)
                ? dialect.text(column.type(), column.operand())
                : column.operand().sql();
    }

    /** The alias of a column's value. */
    static String value(int column) {
        return "v" + column;
    }

    /**
     * The key of a bucket is the beginning of the SHA-256 of a row's key. Per bucket: its digits, rows, both sums.
     *
     * @param labels partitions to look into; empty for all
     */
    public String buckets(Collection<String> labels, Collection<String> within, int digits) {
        String bucket = dialect.prefix("k", digits);
        return "SELECT bucket, COUNT(*), SUM(low), SUM(high) FROM (SELECT " + bucket + " AS bucket, " + numbers()
                + " FROM (" + hashes(labels) + ") hashed" + inBuckets(within) + ") numbered GROUP BY bucket";
    }

    /** Per row in the buckets, and per value of its arrays and maps: hash of the row's key, hash of all of it. */
    public String keys(Collection<String> labels, Collection<String> buckets) {
        return "SELECT k, h FROM (" + hashes(labels) + ") hashed" + inBuckets(buckets);
    }

    /** Per row with one of these keys: hash of its key, then the canonical text of each column. */
    public String rows(Collection<String> keyHashes) {
        String texts = IntStream.range(0, table.columns().size())
                .mapToObj(i -> ", " + present(table.columns().get(i)) + " AS t" + i)
                .collect(Collectors.joining());
        return "SELECT * FROM (SELECT " + dialect.hash(row(table.keyColumns())) + " AS k" + texts + " FROM "
                + from(conditions()) + ") texts WHERE " + in("k", keyHashes);
    }

    /** The hashes of the keys, among these, whose row moved beyond the boundary. Needs a boundary. */
    public String moved(Collection<String> keyHashes) {
        Boundary boundary = table.boundary();
        if (boundary == null) {
            throw new IllegalStateException("No row can move beyond a boundary that is not there");
        }
        List<String> conditions = new ArrayList<>(table.where());
        conditions.add(boundary.watermark().sql() + " >= " + dialect.literal(boundary.watermark(), boundary.before()));
        return "SELECT k FROM (SELECT " + dialect.hash(row(table.keyColumns())) + " AS k FROM " + from(conditions)
                + ") moved WHERE " + in("k", keyHashes);
    }

    private String hashes(Collection<String> labels) {
        List<String> conditions = new ArrayList<>(conditions());
        if (table.grouping() != null && !labels.isEmpty()) {
            conditions.add(partitions.in(labels));
        }
        String key = "SELECT " + dialect.hash(row(table.keyColumns())) + " AS k, ";
        StringBuilder hashes = new StringBuilder(key)
                .append(dialect.hash(row(table.columns())))
                .append(" AS h FROM ")
                .append(from(conditions));
        for (SideElements elements : table.elements()) {
            hashes.append(" UNION ALL ")
                    .append(key)
                    .append(hash(elements))
                    .append(" AS h FROM ")
                    .append(from(elements, conditions));
        }
        return hashes.toString();
    }

    private String numbers() {
        return dialect.number("h", 0) + " AS low, " + dialect.number("h", RowDigest.DIGITS) + " AS high";
    }

    private String row(List<SideColumn> columns) {
        List<String> parts = new ArrayList<>();
        for (SideColumn column : columns) {
            if (!parts.isEmpty()) {
                parts.add("'" + CanonicalText.SEPARATOR + "'");
            }
            parts.add(present(column));
        }
        return dialect.concat(parts);
    }

    private String present(SideColumn column) {
        return "COALESCE(" + dialect.text(column.type(), column.operand()) + ", '" + CanonicalText.NULL + "')";
    }

    private List<String> conditions() {
        List<String> conditions = new ArrayList<>(table.where());
        Boundary boundary = table.boundary();
        if (boundary != null) {
            String watermark = boundary.watermark().sql();
            conditions.add("(" + watermark + " < " + dialect.literal(boundary.watermark(), boundary.before()) + " OR "
                    + watermark + " IS NULL)");
        }
        return conditions;
    }

    private String from(List<String> conditions) {
        return from("", conditions);
    }

    private String from(SideElements elements, List<String> conditions) {
        return from(elements.join(), conditions);
    }

    private String from(String join, List<String> conditions) {
        return table.table() + " " + SideTable.ALIAS + join
                + (conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions));
    }

    private String inBuckets(Collection<String> buckets) {
        if (buckets.isEmpty()) {
            return "";
        }
        int digits = buckets.iterator().next().length();
        return digits == 0 ? "" : " WHERE " + in(dialect.prefix("k", digits), buckets);
    }

    private static String in(String expression, Collection<String> hexadecimal) {
        return hexadecimal.stream().collect(Collectors.joining("', '", expression + " IN ('", "')"));
    }
}
