package dev.landfall.core.sql;

import dev.landfall.core.table.Column;
import dev.landfall.core.table.ColumnName;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes the version of every staged delete to the tombstones. The side table is a set of versions, of which a merge
 * looks for the greatest per key: adding one again changes nothing, so this needs no guard and reads the delta only.
 *
 * @param version the target's keys and order columns
 */
public record RememberDeletesStatement(StagedDeletes deletes, List<StagedRows> sources, List<Column> version)
        implements Statement {
    public RememberDeletesStatement {
        sources = List.copyOf(sources);
        version = List.copyOf(version);
    }

    @Override
    public String sql() {
        String names = version.stream().map(column -> column.name().quoted()).collect(Collectors.joining(", ")) + ", "
                + ColumnName.SEQUENCE.quoted();
        return "INSERT INTO " + deletes.tombstones().quoted() + " (" + names + ", "
                + StagedDeletes.DELETED_AT.quoted() + ")\nSELECT " + names + ", CURRENT_TIMESTAMP()\nFROM (\n"
                + "  SELECT DISTINCT " + names + "\n  FROM (\n" + StagedRows.union(sources, version, deletes)
                + "\n  )\n  WHERE " + StagedDeletes.DELETED + "\n)";
    }
}
