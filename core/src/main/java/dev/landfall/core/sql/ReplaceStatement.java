package dev.landfall.core.sql;

import dev.landfall.core.table.Column;
import dev.landfall.core.table.ColumnName;
import dev.landfall.core.table.TableId;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Puts the newest snapshot in the place of all older ones, in one atomic statement that joins nothing ({@code ON
 * FALSE}). Which snapshot is the newest was found out before, among staged rows, target and ledger; the newest of a set
 * does not depend on the order in which snapshots are looked at. If it is not among the staged rows they are ignored.
 *
 * @param columns of the target that are written, without the sequence
 * @param newest one for the whole target, or some for partitions that are apart from each other
 */
public record ReplaceStatement(TableId target, List<StagedRows> sources, List<Column> columns, List<Snapshot> newest)
        implements Statement {
    private static final String SEQUENCE = ColumnName.SEQUENCE.quoted();

    /**
     * All rows of one sequence.
     *
     * @param partitions that it consists of; null for the whole target
     */
    public record Snapshot(long sequence, @Nullable PartitionRanges partitions) {
        private String rows(String qualifier) {
            return "(" + qualifier + SEQUENCE + " = " + sequence + within(qualifier) + ")";
        }

        private String olderRows(String qualifier) {
            return "((" + qualifier + SEQUENCE + " < " + sequence + " OR " + qualifier + SEQUENCE + " IS NULL)"
                    + within(qualifier) + ")";
        }

        private String within(String qualifier) {
            return partitions == null ? "" : " AND " + partitions.contains(qualifier);
        }
    }

    public ReplaceStatement {
        sources = List.copyOf(sources);
        columns = List.copyOf(columns);
        newest = List.copyOf(newest);
        if (newest.isEmpty()) {
            throw new IllegalArgumentException("No snapshot is to replace the rows of " + target);
        }
    }

    @Override
    public String sql() {
        String names = columns.stream().map(column -> column.name().quoted()).collect(Collectors.joining(", ")) + ", "
                + SEQUENCE;
        return "MERGE INTO " + target.quoted() + " AS target\nUSING (\n  SELECT " + names + "\n  FROM (\n"
                + StagedRows.union(sources, columns) + "\n  )\n  WHERE " + any(snapshot -> snapshot.rows(""))
                + "\n) AS source\nON FALSE\nWHEN NOT MATCHED BY SOURCE AND ("
                + any(snapshot -> snapshot.olderRows("target.")) + ") THEN DELETE\nWHEN NOT MATCHED THEN INSERT ("
                + names
                + ")\n  VALUES (" + names + ")";
    }

    private String any(Function<Snapshot, String> condition) {
        return newest.stream().map(condition).collect(Collectors.joining("\n    OR "));
    }
}
