package dev.landfall.core.sql;

import dev.landfall.core.table.Column;
import dev.landfall.core.table.ColumnName;
import dev.landfall.core.table.Partitioning;
import java.util.List;

/**
 * The partitions that staged rows belong to: one row each, with the number of its first day or second (NULL for the rows
 * without a value) and its greatest sequence. Reads one column of the delta.
 *
 * @param partition the partitioning column in the target's type
 */
public record StagedPartitionsQuery(List<StagedRows> sources, Column partition, Partitioning.Granularity granularity)
        implements Query {
    public StagedPartitionsQuery {
        sources = List.copyOf(sources);
    }

    @Override
    public String sql() {
        return "SELECT " + PartitionColumn.of(partition, granularity).number("") + " AS `partition`, MAX("
                + ColumnName.SEQUENCE.quoted() + ") AS `newest`\nFROM (\n"
                + StagedRows.union(sources, List.of(partition)) + "\n)\nGROUP BY `partition`";
    }
}
