package dev.landfall.core.sql;

import dev.landfall.core.table.Column;
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
 */
public record InitialRows(TableId source, List<InitialColumn> columns, long sequence, Choice choice) {
    private static final DateTimeFormatter MICROS = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS");
    private static final String POSITION = "`_landfall_position`";

    /**
     * Which of the files' rows are taken.
     *
     * @param keys of which the row with the greatest {@linkplain RowVersion version} is taken, as merges do, since Hive
     *     enforces no keys and a row may be in two files of a table that changes while it is copied; empty for all rows
     * @param order the order columns of a version
     * @param notNull columns without which a row is left out
     * @param before only rows below it; null for all
     */
    public record Choice(
            List<ColumnName> keys,
            List<ColumnName> order,
            List<ColumnName> notNull,
            @Nullable Before before) {
        public static final Choice ALL = new Choice(List.of(), List.of(), List.of(), null);

        public Choice {
            keys = List.copyOf(keys);
            order = List.copyOf(order);
            notNull = List.copyOf(notNull);
        }

        private List<String> conditions() {
            List<String> conditions = new ArrayList<>();
            if (before != null) {
                conditions.add(before.sql());
            }
            notNull.forEach(column -> conditions.add(column.quoted() + " IS NOT NULL"));
            return conditions;
        }
    }

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

    /** The target's columns and the sequence, as a list of names. */
    String names() {
        return columns.stream().map(column -> column.target().name().quoted()).collect(Collectors.joining(", ")) + ", "
                + ColumnName.SEQUENCE.quoted();
    }

    /** @param within only the rows in these partitions; null for all */
    String select(@Nullable PartitionRanges within) {
        List<String> conditions = choice.conditions();
        if (choice.keys().isEmpty()) {
            if (within != null) {
                conditions.add(within.contains(""));
            }
            return filtered(read(), conditions);
        }
        return "SELECT " + names() + "\nFROM (\nSELECT " + names() + ",\n  ROW_NUMBER() OVER (\n    PARTITION BY "
                + choice.keys().stream().map(ColumnName::quoted).collect(Collectors.joining(", "))
                + "\n    ORDER BY "
                + String.join(",\n    ", version().descending(false)) + "\n  ) AS " + POSITION + "\nFROM (\n"
                + filtered(read(), conditions) + "\n)\n)\nWHERE " + POSITION + " = 1"
                + (within == null ? "" : "\n  AND " + within.contains(""));
    }

    private String read() {
        return "SELECT\n  " + columns.stream().map(InitialColumn::selected).collect(Collectors.joining(",\n  "))
                + ",\n  " + sequence + " AS " + ColumnName.SEQUENCE.quoted() + "\nFROM " + source.quoted();
    }

    private static String filtered(String rows, List<String> conditions) {
        return conditions.isEmpty()
                ? rows
                : "SELECT *\nFROM (\n" + rows + "\n)\nWHERE " + String.join("\n  AND ", conditions);
    }

    private RowVersion version() {
        List<Column> all = columns.stream().map(InitialColumn::target).toList();
        return new RowVersion(choice.keys(), choice.order(), all);
    }
}
