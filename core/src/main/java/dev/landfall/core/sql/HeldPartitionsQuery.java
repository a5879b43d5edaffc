package dev.landfall.core.sql;

import dev.landfall.core.table.Column;
import dev.landfall.core.table.TableId;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The partitions in which the target holds the staged keys now: one row each, as {@link StagedPartitionsQuery} counts
 * them. Reads keys and partitioning column of the target, and nothing else of it.
 *
 * @param keys in the target's types
 */
public record HeldPartitionsQuery(
        TableId target, List<StagedRows> sources, List<Column> keys, PartitionColumn partition) implements Query {
    public HeldPartitionsQuery {
        sources = List.copyOf(sources);
        keys = List.copyOf(keys);
    }

    @Override
    public String sql() {
        String names = keys.stream().map(key -> key.name().quoted()).collect(Collectors.joining(", "));
        return "SELECT DISTINCT " + partition.number("target.") + " AS `partition`\nFROM " + target.quoted()
                + " AS target\nJOIN (\n  SELECT DISTINCT " + names + "\n  FROM (\n" + StagedRows.union(sources, keys)
                + "\n  )\n) AS source\nON "
                + keys.stream().map(KeyMatch::nullSafe).collect(Collectors.joining("\n  AND "));
    }
}
