package dev.landfall.core.sql;

import dev.landfall.core.table.Column;
import dev.landfall.core.table.ColumnName;
import dev.landfall.core.table.TableId;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Adds every staged row to the target. It has no guard of its own: its job id makes it happen once.
 *
 * @param columns of the target that are written, without the sequence
 * @param withSequence true if the target has the sequence column
 */
public record AppendStatement(TableId target, List<StagedRows> sources, List<Column> columns, boolean withSequence)
        implements Statement {
    public AppendStatement {
        sources = List.copyOf(sources);
        columns = List.copyOf(columns);
    }

    @Override
    public String sql() {
        String names = columns.stream().map(column -> column.name().quoted()).collect(Collectors.joining(", "))
                + (withSequence ? ", " + ColumnName.SEQUENCE.quoted() : "");
        return "INSERT INTO " + target.quoted() + " (" + names + ")\nSELECT " + names + "\nFROM (\n"
                + StagedRows.union(sources, columns) + "\n)";
    }
}
