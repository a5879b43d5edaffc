package dev.landfall.core.sql;

import dev.landfall.core.table.TableId;
import org.jspecify.annotations.Nullable;

/**
 * Adds first rows to a target. It has no guard of its own: its job id makes it happen once.
 *
 * @param within only the rows in these partitions, since one job may write to 4,000; null for all
 */
public record InsertRowsStatement(
        TableId target, InitialRows rows, @Nullable PartitionRanges within) implements Statement {
    @Override
    public String sql() {
        return "INSERT INTO " + target.quoted() + " (" + rows.names() + ")\n" + rows.select(within);
    }
}
