package dev.landfall.endtoend.convergence;

import dev.landfall.endtoend.convergence.SourceFile.SourceRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a target must hold: per key the row with the greatest version of all that landed, or nothing if that row deletes.
 * Written from the law and not from Landfall's code: no SQL, no batches, one map.
 */
final class LastWriterWins {
    private final TableHistory table;
    private final List<String> columns;
    private final Map<List<String>, Version> greatest = new HashMap<>();
    private final List<Version> all = new ArrayList<>();

    private record Version(SourceRow row, long sequence) {}

    /** @param columns of the target, whatever their order */
    LastWriterWins(TableHistory table, List<String> columns) {
        this.table = table;
        this.columns = List.copyOf(columns);
    }

    /** A file that can be loaded has landed. */
    void land(SourceFile file, long sequence) {
        for (SourceRow row : file.rows()) {
            Version version = new Version(row, sequence);
            all.add(version);
            greatest.merge(
                    table.keys().stream().map(key -> Kind.text(row.value(key))).toList(),
                    version,
                    (a, b) -> compare(a, b) >= 0 ? a : b);
        }
    }

    /** The target's rows as text: every column in the table's order, then the sequence. */
    List<List<String>> rows() {
        return (table.append() ? all.stream() : greatest.values().stream())
                .filter(version -> !version.row().deletes())
                .map(this::text)
                .toList();
    }

    private List<String> text(Version version) {
        List<String> texts = columns.stream()
                .map(column -> Kind.text(version.row().value(column)))
                .collect(Collectors.toCollection(ArrayList::new));
        texts.add(String.valueOf(version.sequence()));
        return texts;
    }

    private int compare(Version a, Version b) {
        for (String column : table.order()) {
            int order = Kind.compare(a.row().value(column), b.row().value(column));
            if (order != 0) {
                return order;
            }
        }
        if (a.sequence() != b.sequence()) {
            return Long.compare(a.sequence(), b.sequence());
        }
        if (a.row().deletes() != b.row().deletes()) {
            return a.row().deletes() ? 1 : -1;
        }
        return content(a).compareTo(content(b));
    }

    /** Column by column in the order of their names, so that it does not matter which column came first. */
    private String content(Version version) {
        return columns.stream()
                .filter(column -> !table.keys().contains(column))
                .sorted(String.CASE_INSENSITIVE_ORDER)
                .map(column -> Kind.json(version.row().value(column)))
                .collect(Collectors.joining("\u0001"));
    }
}
