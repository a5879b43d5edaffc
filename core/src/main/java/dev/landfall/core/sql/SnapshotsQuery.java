package dev.landfall.core.sql;

import dev.landfall.core.table.ColumnName;
import dev.landfall.core.table.TableId;
import org.jspecify.annotations.Nullable;

/**
 * The greatest sequence in a target, or in each of its partitions: rows as those of {@link StagedPartitionsQuery}.
 *
 * @param within the partitions asked for; null for the target as a whole
 */
public record SnapshotsQuery(TableId target, @Nullable PartitionRanges within) implements Query {
    @Override
    public String sql() {
        String newest = "MAX(" + ColumnName.SEQUENCE.quoted() + ") AS `newest`\nFROM " + target.quoted();
        return within == null
                ? "SELECT NULL AS `partition`, " + newest
                : "SELECT " + within.column().number("") + " AS `partition`, " + newest + "\nWHERE "
                        + within.contains("") + "\nGROUP BY `partition`";
    }
}
