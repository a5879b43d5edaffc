package dev.landfall.replicator.source.jdbc;

import dev.landfall.replicator.format.RowType;
import dev.landfall.replicator.pipeline.Dialect;
import dev.landfall.replicator.pipeline.SourceName;
import dev.landfall.replicator.pipeline.SourceTableName;
import dev.landfall.replicator.window.Window;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The statements that a source runs, in its dialect. Identifiers come from types that need no escaping, values are
 * rendered from typed values only.
 */
final class SourceQueries {
    private final Dialect dialect;
    private final SourceTableName table;
    private final SourceName source = new SourceName("src");

    SourceQueries(Dialect dialect, SourceTableName table) {
        this.dialect = dialect;
        this.table = table;
    }

    /** Answers no row, but all columns. */
    String shape() {
        return "SELECT * FROM " + from() + " " + dialect.noRows();
    }

    /** The rows of the window. The first window takes rows without a watermark too, since no later one finds them. */
    String rows(List<SourceColumn> columns, SourceColumn watermark, Window window) {
        return select(columns) + where(watermark, window);
    }

    /** Counts the rows of the window. */
    String count(SourceColumn watermark, Window window) {
        return "SELECT count(*) FROM " + from() + where(watermark, window);
    }

    private String where(SourceColumn watermark, Window window) {
        String mark = qualified(watermark.name());
        String upper = mark + " < " + dialect.literal(window.upper(), watermark.zoned());
        return window.lowerBound()
                .map(lower -> " WHERE " + mark + " >= " + dialect.literal(lower, watermark.zoned()) + " AND " + upper)
                .orElse(" WHERE (" + upper + " OR " + mark + " IS NULL)");
    }

    /** Counts the rows without a watermark, then those at or beyond the window's end. */
    String leftOut(SourceColumn watermark, Window window) {
        String mark = qualified(watermark.name());
        return "SELECT count(CASE WHEN " + mark + " IS NULL THEN 1 END), count(" + mark + ") FROM " + from()
                + " WHERE " + mark + " IS NULL OR " + mark + " >= "
                + dialect.literal(window.upper(), watermark.zoned());
    }

    /** The rows for which {@code predicate} holds; all if it is empty. */
    String rows(List<SourceColumn> columns, String predicate) {
        return select(columns) + (predicate.isEmpty() ? "" : " WHERE " + predicate);
    }

    private String select(List<SourceColumn> columns) {
        String list = columns.stream().map(this::selected).collect(Collectors.joining(", "));
        return "SELECT " + list + " FROM " + from();
    }

    private String from() {
        return dialect.quoted(table) + " " + dialect.quoted(source);
    }

    private String qualified(SourceName column) {
        return dialect.quoted(source) + "." + dialect.quoted(column);
    }

    private String selected(SourceColumn column) {
        RowType type = column.carried().type();
        boolean time = type == RowType.TIMESTAMP || type == RowType.DATE;
        return time && dialect.readsTimesAsText()
                ? dialect.timesAsText().formatted(qualified(column.name())) + " AS " + dialect.quoted(column.name())
                : qualified(column.name());
    }
}
