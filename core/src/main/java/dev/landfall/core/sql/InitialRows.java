package dev.landfall.core.sql;

import dev.landfall.core.table.ColumnName;
import dev.landfall.core.table.TableId;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The rows of an initial load in the shape of their target. All carry one sequence, smaller than that of every delta
 * that follows, so that a delta's rows win over them.
 *
 * @param source a table over the files, or loaded from them
 * @param before only these rows; null for all
 */
public record InitialRows(
        TableId source,
        List<InitialColumn> columns,
        long sequence,
        @Nullable Before before) {
    private static final DateTimeFormatter MICROS = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS");

    /**
     * Rows that no delta will bring: those below the first delta's window, and those that no window finds.
     *
     * @param watermark a TIMESTAMP column of the target
     */
    public record Before(ColumnName watermark, LocalDateTime upper) {
        String sql() {
            return "(" + watermark.quoted() + " < TIMESTAMP '" + MICROS.format(upper) + "+00' OR " + watermark.quoted()
                    + " IS NULL)";
        }
    }

    public InitialRows {
        columns = List.copyOf(columns);
    }

    String select() {
        return "SELECT\n  " + columns.stream().map(InitialColumn::selected).collect(Collectors.joining(",\n  "))
                + ",\n  " + sequence + " AS " + ColumnName.SEQUENCE.quoted() + "\nFROM " + source.quoted();
    }

    /** @param within only the rows in these partitions; null for all */
    String select(@Nullable PartitionRanges within) {
        List<String> conditions = new ArrayList<>();
        if (before != null) {
            conditions.add(before.sql());
        }
        if (within != null) {
            conditions.add(within.contains(""));
        }
        return conditions.isEmpty()
                ? select()
                : "SELECT *\nFROM (\n" + select() + "\n)\nWHERE " + String.join("\n  AND ", conditions);
    }
}
