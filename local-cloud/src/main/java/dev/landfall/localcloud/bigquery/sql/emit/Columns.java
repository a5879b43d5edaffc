package dev.landfall.localcloud.bigquery.sql.emit;

import com.google.zetasql.resolvedast.ResolvedColumn;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedScan;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The names of columns in the emitted SQL. The analyzer gives every column of a statement an id of its own, so
 * {@code c<id>} never needs a qualifier; only the target of a DML statement is read under its real names.
 */
final class Columns {
    private final Map<Long, String> bound = new HashMap<>();
    private int aliases;

    static String name(ResolvedColumn column) {
        return "c" + column.getId();
    }

    /** From here on, this column is read so. */
    void bind(ResolvedColumn column, String text) {
        bound.put(column.getId(), text);
    }

    String read(ResolvedColumn column) {
        return bound.getOrDefault(column.getId(), name(column));
    }

    /** A name for a derived table or a variable. */
    String alias() {
        aliases++;
        return "s" + aliases;
    }

    /** The select list that passes a scan's columns on. */
    String passing(ResolvedScan scan) {
        return computing(scan, Map.of());
    }

    /** The select list of a scan that computes some of its columns. */
    String computing(ResolvedScan scan, Map<Long, String> computed) {
        List<ResolvedColumn> columns = scan.getColumnList().stream().distinct().toList();
        if (columns.isEmpty()) {
            return "1 AS nothing";
        }
        return columns.stream()
                .map(column -> {
                    String text = computed.get(column.getId());
                    return text == null ? name(column) : text + " AS " + name(column);
                })
                .collect(Collectors.joining(", "));
    }
}
