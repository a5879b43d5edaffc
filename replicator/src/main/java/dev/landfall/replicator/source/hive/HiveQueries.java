package dev.landfall.replicator.source.hive;

import dev.landfall.replicator.format.RowType;
import dev.landfall.replicator.pipeline.HiveName;
import dev.landfall.replicator.pipeline.HiveTableName;
import dev.landfall.replicator.window.Window;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The statements that the source runs, in the SQL that Hive and Impala share. Identifiers come from types that need no
 * escaping, values are rendered from typed values only.
 */
final class HiveQueries {
    private static final DateTimeFormatter MICROS = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS");
    private static final String SOURCE = "`src`";

    private final HiveTableName table;
    private final HiveName watermark;

    HiveQueries(HiveTableName table, HiveName watermark) {
        this.table = table;
        this.watermark = watermark;
    }

    /** The server's wall clock. Like every time, it travels as text: drivers push their own type through a time zone. */
    String clock() {
        return "SELECT CAST(CAST(current_timestamp AS TIMESTAMP) AS STRING)";
    }

    /** Answers no row, but all columns. */
    String shape() {
        return "SELECT * FROM " + from() + " LIMIT 0";
    }

    /** The rows of the window. The first window takes rows without a watermark too, since no later one finds them. */
    String rows(List<HiveColumn> columns, Window window) {
        String list = columns.stream().map(HiveQueries::selected).collect(Collectors.joining(", "));
        String upper = mark() + " < " + literal(window.upper());
        String range = window.lowerBound()
                .map(lower -> mark() + " >= " + literal(lower) + " AND " + upper)
                .orElse("(" + upper + " OR " + mark() + " IS NULL)");
        return "SELECT " + list + " FROM " + from() + " WHERE " + range;
    }

    /** Counts the rows without a watermark, then those at or beyond the window's end. */
    String leftOut(Window window) {
        return "SELECT count(CASE WHEN " + mark() + " IS NULL THEN 1 END), count(" + mark() + ") FROM " + from()
                + " WHERE " + mark() + " IS NULL OR " + mark() + " >= " + literal(window.upper());
    }

    private String from() {
        return table.quoted() + " " + SOURCE;
    }

    private String mark() {
        return SOURCE + "." + watermark.quoted();
    }

    private static String selected(HiveColumn column) {
        String qualified = SOURCE + "." + column.name().quoted();
        RowType type = column.carried().type();
        return type == RowType.TIMESTAMP || type == RowType.DATE
                ? "CAST(" + qualified + " AS STRING) AS " + column.name().quoted()
                : qualified;
    }

    private static String literal(LocalDateTime value) {
        return "CAST('" + MICROS.format(value) + "' AS TIMESTAMP)";
    }
}
