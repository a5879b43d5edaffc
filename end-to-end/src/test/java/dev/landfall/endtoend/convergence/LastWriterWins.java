package dev.landfall.endtoend.convergence;

import dev.landfall.endtoend.convergence.SourceFile.SourceRow;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a target must hold: per key the row with the greatest version of all that landed, or nothing if that row deletes;
 * all rows, if they are only added; those of the greatest sequence, in all or per day, if snapshots replace them. Written
 * from the law and not from Landfall's code: no SQL, no batches, one map.
 */
final class LastWriterWins {
    private final TableHistory table;
    private final List<String> columns;
    private final List<Version> all = new ArrayList<>();

    private record Version(SourceRow row, long sequence) {}

    /** @param columns of the target, whatever their order */
    LastWriterWins(TableHistory table, Collection<String> columns) {
        this.table = table;
        this.columns = List.copyOf(columns);
    }

    /** A file that can be loaded has landed. */
    void land(SourceFile file, long sequence) {
        file.rows().forEach(row -> all.add(new Version(row, sequence)));
    }

    /** The target's rows as text: every column in the table's order, then the sequence. */
    List<List<String>> rows() {
        return kept().map(this::text).toList();
    }

    private Stream<Version> kept() {
        return switch (table.mode()) {
            case APPEND -> all.stream();
            case MERGE -> greatestPerKey().filter(version -> !version.row().deletes());
            case REPLACE -> newest(version -> "all");
            case REPLACE_PARTITIONS -> newest(version -> Kind.text(version.row().value(TableHistory.DAY)));
        };
    }

    private Stream<Version> greatestPerKey() {
        Map<List<String>, Version> greatest = new HashMap<>();
        for (Version version : all) {
            greatest.merge(
                    table.keys().stream()
                            .map(key -> Kind.text(version.row().value(key)))
                            .toList(),
                    version,
                    (a, b) -> compare(a, b) >= 0 ? a : b);
        }
        return greatest.values().stream();
    }

    private Stream<Version> newest(Function<Version, String> part) {
        Map<String, Long> newest = new HashMap<>();
        all.forEach(version -> newest.merge(part.apply(version), version.sequence(), Math::max));
        return all.stream().filter(version -> Objects.equals(newest.get(part.apply(version)), version.sequence()));
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
