package dev.landfall.migration.validation.comparison;

import dev.landfall.migration.validation.canonical.CanonicalText;
import dev.landfall.migration.validation.sql.SideColumn;
import dev.landfall.migration.validation.sql.SideElements;
import dev.landfall.migration.validation.sql.SideTable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Names the keys whose rows differ: hashes of the rows in the differing buckets first, full rows of what differs. */
final class KeySearch {
    /** Each reads the source several times. */
    private static final int MOST_ROUNDS = 10;

    private final BothSides sides;
    private final SideTable table;
    private final SearchLimits limits;

    KeySearch(BothSides sides, SearchLimits limits) {
        this.sides = sides;
        this.table = sides.source().table();
        this.limits = limits;
    }

    /**
     * Looks into some partitions, and into some more as long as whatever differs moved beyond the boundary: a table that
     * changes everywhere is no false alarm.
     *
     * @param partitions that differ
     */
    KeyFindings search(List<PartitionResult> partitions) {
        KeyFindings all = KeyFindings.NONE;
        int next = 0;
        for (int round = 0; round < MOST_ROUNDS && next < partitions.size(); round++) {
            int end = Math.min(partitions.size(), next + limits.partitions());
            all = all.plus(some(partitions.subList(next, end)));
            next = end;
            if (table.boundary() == null || all.found() > 0 || !all.complete()) {
                break;
            }
        }
        return next < partitions.size() ? all.incomplete() : all;
    }

    private KeyFindings some(List<PartitionResult> partitions) {
        List<String> labels = partitions.stream().map(PartitionResult::label).toList();
        long rows = partitions.stream().mapToLong(PartitionResult::rows).sum();
        BucketSearch.Found found = new BucketSearch(sides, limits, labels).search(rows);
        if (found.buckets().isEmpty()) {
            return new KeyFindings(List.of(), 0, found.complete(), 0);
        }
        Set<String> differing = differing(labels, found.buckets());
        Set<String> moved = moved(differing);
        differing.removeAll(moved);
        List<String> named = differing.stream().limit(limits.keys()).toList();
        return new KeyFindings(
                named.isEmpty() ? List.of() : name(named), differing.size(), found.complete(), moved.size());
    }

    private Set<String> differing(List<String> labels, Collection<String> buckets) {
        BothSides.Answers answers = sides.rows(queries -> queries.keys(labels, buckets));
        Map<String, List<String>> source = hashes(answers.source());
        Map<String, List<String>> target = hashes(answers.target());
        Set<String> keys = new TreeSet<>(source.keySet());
        keys.addAll(target.keySet());
        keys.removeIf(key -> source.getOrDefault(key, List.of()).equals(target.getOrDefault(key, List.of())));
        return keys;
    }

    /** The hashes of the rows of each key, sorted. */
    private static Map<String, List<String>> hashes(List<List<@Nullable String>> rows) {
        return rows.stream()
                .collect(Collectors.groupingBy(
                        row -> text(row, 0),
                        Collectors.collectingAndThen(
                                Collectors.mapping(row -> text(row, 1), Collectors.toList()),
                                list -> list.stream().sorted().toList())));
    }

    private Set<String> moved(Set<String> keys) {
        if (table.boundary() == null || table.keys().isEmpty() || keys.isEmpty()) {
            return Set.of();
        }
        Set<String> moved = new HashSet<>();
        for (List<String> some : chunks(keys)) {
            sides.sourceRows(queries -> queries.moved(some)).forEach(row -> moved.add(text(row, 0)));
        }
        return moved;
    }

    /** The text of a query has its limits. */
    private static List<List<String>> chunks(Set<String> keys) {
        List<String> all = List.copyOf(keys);
        List<List<String>> chunks = new ArrayList<>();
        int size = 5_000;
        for (int from = 0; from < all.size(); from += size) {
            chunks.add(all.subList(from, Math.min(all.size(), from + size)));
        }
        return chunks;
    }

    private List<KeyDifference> name(List<String> keys) {
        BothSides.Answers answers = sides.rows(queries -> queries.rows(keys));
        Map<String, List<List<String>>> source = texts(answers.source());
        Map<String, List<List<String>>> target = texts(answers.target());
        Map<String, KeyDifference> byKey = new TreeMap<>();
        for (String key : keys) {
            List<List<String>> left = source.getOrDefault(key, List.of());
            List<List<String>> right = target.getOrDefault(key, List.of());
            if (!left.isEmpty() || !right.isEmpty()) {
                KeyDifference difference = difference(left, right);
                byKey.put(difference.key() + " " + key, difference);
            }
        }
        return List.copyOf(byKey.values());
    }

    private static Map<String, List<List<String>>> texts(List<List<@Nullable String>> rows) {
        Map<String, List<List<String>>> byKey = new HashMap<>();
        for (List<@Nullable String> row : rows) {
            List<String> texts = new ArrayList<>();
            for (int i = 1; i < row.size(); i++) {
                texts.add(text(row, i));
            }
            byKey.computeIfAbsent(text(row, 0), key -> new ArrayList<>()).add(texts);
        }
        return byKey;
    }

    private KeyDifference difference(List<List<String>> left, List<List<String>> right) {
        KeyDifference.Kind kind = left.isEmpty()
                ? KeyDifference.Kind.EXTRA
                : right.isEmpty()
                        ? KeyDifference.Kind.MISSING
                        : left.size() == 1 && right.size() == 1
                                ? KeyDifference.Kind.DIFFERENT
                                : KeyDifference.Kind.REPEATED;
        String key = key(left.isEmpty() ? right.get(0) : left.get(0));
        return new KeyDifference(
                kind,
                key,
                left.size(),
                right.size(),
                kind == KeyDifference.Kind.DIFFERENT ? columns(left.get(0), right.get(0)) : List.of(),
                table.elements().stream().map(SideElements::name).toList());
    }

    private String key(List<String> row) {
        List<Integer> keys = table.keys().isEmpty()
                ? java.util.stream.IntStream.range(0, table.columns().size())
                        .boxed()
                        .toList()
                : table.keys();
        return keys.stream()
                .map(index -> table.columns().get(index).name() + " = "
                        + CanonicalText.readable(table.columns().get(index).type(), row.get(index)))
                .collect(Collectors.joining(", "));
    }

    private List<ColumnDifference> columns(List<String> left, List<String> right) {
        List<ColumnDifference> differences = new ArrayList<>();
        for (int i = 0; i < left.size(); i++) {
            if (!left.get(i).equals(right.get(i))) {
                SideColumn column = table.columns().get(i);
                differences.add(new ColumnDifference(column.name(), column.type(), left.get(i), right.get(i)));
            }
        }
        return differences;
    }

    private static String text(List<@Nullable String> row, int index) {
        return Objects.requireNonNull(row.get(index), "Hashes and canonical texts are never NULL");
    }
}
