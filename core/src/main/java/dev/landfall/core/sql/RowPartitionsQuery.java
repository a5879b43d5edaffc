package dev.landfall.core.sql;

/** The partitions that first rows will fill: their first days or seconds, NULL for rows without a value. */
public record RowPartitionsQuery(InitialRows rows, PartitionColumn partition) implements Query {
    @Override
    public String sql() {
        return "SELECT DISTINCT " + partition.number("") + " AS `partition`\nFROM (\n" + rows.select(null)
                + "\n)\nORDER BY `partition`";
    }
}
