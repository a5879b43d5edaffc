package dev.landfall.endtoend.convergence;

import dev.landfall.core.landing.CommitMarker;
import dev.landfall.core.table.CommitRule;
import dev.landfall.core.table.LoadMode;
import dev.landfall.core.table.TableId;
import dev.landfall.endtoend.convergence.SourceFile.Defect;
import dev.landfall.endtoend.convergence.SourceFile.Format;
import dev.landfall.endtoend.convergence.SourceFile.SourceColumn;
import dev.landfall.endtoend.convergence.SourceFile.SourceRow;
import dev.landfall.endtoend.convergence.TableHistory.Target;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Makes up the history of a table of any mode: few keys, so that they meet; NULL in keys and order columns; ties in order
 * and sequence; late rows; deletes and re-inserts; columns that only some files have, and wider types in some; NOT NULL
 * that files break; names that are written twice; four formats, with and without a sequence in the name; directories that
 * are committed by a marker, or never; and some files that can never be loaded. The same random numbers give the same
 * history. docs/guarantees.md has the list.
 */
final class HistoryGenerator {
    private static final List<SourceColumn> EXTRAS =
            List.of(new SourceColumn("extra_b", Kind.INT64), new SourceColumn("Extra_A", Kind.STRING));
    private static final int KEY_VALUES = 4;
    private static final BigDecimal HALF = new BigDecimal("0.500");

    private final Random random;

    HistoryGenerator(Random random) {
        this.random = random;
    }

    TableHistory table(TableId id) {
        return table(id, mode());
    }

    TableHistory table(TableId id, LoadMode mode) {
        List<SourceColumn> columns = new ArrayList<>();
        List<String> keys = new ArrayList<>();
        List<String> order = new ArrayList<>();
        if (mode == LoadMode.MERGE) {
            keys(columns, keys);
            order(columns, order);
        }
        boolean deletes = mode == LoadMode.MERGE && random.nextInt(2) == 0;
        if (deletes) {
            columns.add(new SourceColumn(TableHistory.OPERATION, Kind.STRING));
        }
        columns.add(new SourceColumn("amount", random.nextBoolean() ? Kind.NUMERIC : Kind.INT64));
        columns.add(new SourceColumn("flag", Kind.BOOL));
        columns.add(new SourceColumn("origin", Kind.STRING));
        Target target = target(mode, columns);
        List<SourceFile> files = new ArrayList<>();
        int count = 2 + random.nextInt(5);
        for (int file = 0; file < count; file++) {
            SourceFile next = file(id, file, columns, keys, order, target.exists());
            boolean overwrites = file > 0 && random.nextInt(8) == 0;
            files.add(overwrites ? next.over(files.get(random.nextInt(file))) : next);
        }
        CommitRule commit = commit();
        return new TableHistory(id, mode, keys, order, deletes, columns, target, files, commit, markers(commit, files));
    }

    private LoadMode mode() {
        return switch (random.nextInt(8)) {
            case 0, 1 -> LoadMode.APPEND;
            case 2 -> LoadMode.REPLACE;
            case 3 -> LoadMode.REPLACE_PARTITIONS;
            default -> LoadMode.MERGE;
        };
    }

    private Target target(LoadMode mode, List<SourceColumn> columns) {
        boolean partitioned = mode == LoadMode.REPLACE_PARTITIONS || (mode == LoadMode.MERGE && random.nextInt(4) == 0);
        if (partitioned) {
            columns.add(new SourceColumn(TableHistory.DAY, Kind.DATE));
        }
        boolean exists = random.nextInt(3) > 0;
        Set<String> required = new HashSet<>();
        if (exists && random.nextInt(3) == 0) {
            required.add("origin");
            required.add(random.nextBoolean() ? "flag" : "amount");
        }
        return new Target(exists, required, partitioned);
    }

    private CommitRule commit() {
        return switch (random.nextInt(8)) {
            case 0 -> CommitRule.SUCCESS;
            case 1 -> CommitRule.MANIFEST;
            default -> CommitRule.FILE;
        };
    }

    /** One for most directories; a table without a rule may have {@code _SUCCESS} lying about all the same. */
    private List<Marker> markers(CommitRule commit, List<SourceFile> files) {
        Map<String, Set<String>> directories = new TreeMap<>();
        files.forEach(file -> directories
                .computeIfAbsent(file.directory(), directory -> new TreeSet<>())
                .add(file.name()));
        List<Marker> markers = new ArrayList<>();
        directories.forEach((directory, names) -> {
            boolean manifest = commit == CommitRule.MANIFEST;
            boolean rare = random.nextInt(6) == 0;
            if (rare == (commit == CommitRule.FILE)) {
                names.removeIf(name -> manifest && names.size() > 1 && random.nextInt(6) == 0);
                String name = manifest ? CommitMarker.MANIFEST : CommitMarker.SUCCESS;
                markers.add(new Marker(directory + name, manifest, names));
            }
        });
        return markers;
    }

    private void keys(List<SourceColumn> columns, List<String> keys) {
        columns.add(new SourceColumn("id", Kind.INT64));
        keys.add("id");
        if (random.nextInt(3) == 0) {
            columns.add(new SourceColumn("region", random.nextBoolean() ? Kind.STRING : Kind.DATE));
            keys.add("region");
        }
    }

    private void order(List<SourceColumn> columns, List<String> order) {
        int depth = random.nextInt(3);
        for (int level = 0; level < depth; level++) {
            Kind kind = random.nextBoolean() ? Kind.INT64 : Kind.TIMESTAMP;
            columns.add(new SourceColumn("order_" + level, kind));
            order.add("order_" + level);
        }
    }

    private SourceFile file(
            TableId id,
            int number,
            List<SourceColumn> columns,
            List<String> keys,
            List<String> order,
            boolean targetExists) {
        Format format = format(targetExists);
        Defect defect = defect(format, targetExists);
        // Few sequences, so that several files share one.
        @Nullable Long sequence = random.nextInt(4) == 0 ? null : Long.valueOf(1 + random.nextInt(4));
        List<SourceColumn> own = new ArrayList<>();
        String mistyped = keys.isEmpty() ? "flag" : "id";
        columns.forEach(column -> own.add(
                defect == Defect.MISTYPED && column.name().equals(mistyped)
                        ? new SourceColumn(mistyped, Kind.DATE)
                        : column));
        if (format.selfDescribing()) {
            EXTRAS.stream().filter(extra -> random.nextInt(4) == 0).forEach(own::add);
            own.replaceAll(column -> column.kind() == Kind.INT64 && random.nextInt(6) == 0
                    ? new SourceColumn(column.name(), Kind.NUMERIC)
                    : column);
        }
        if (format != Format.CSV && defect != Defect.MISTYPED && random.nextInt(6) == 0) {
            own.removeIf(column -> column.name().equals("flag"));
        }
        List<SourceRow> rows = new ArrayList<>();
        int count = 1 + random.nextInt(6);
        for (int row = 0; row < count; row++) {
            rows.add(row(own, keys, order, "f" + number + "r" + row));
        }
        String name =
                "landing/" + id.dataset() + "/" + id.table() + "/" + (sequence == null ? "" : "seq=" + sequence + "/")
                        + "part-" + number + "." + format.name().toLowerCase(Locale.ROOT);
        return new SourceFile(number, name, format, sequence, own, rows, defect);
    }

    /** CSV and JSON only where the target tells its types: detected ones depend on which file comes first. */
    private Format format(boolean targetExists) {
        return switch (random.nextInt(targetExists ? 8 : 5)) {
            case 0, 1, 2, 3 -> Format.AVRO;
            case 4 -> Format.PARQUET;
            case 5, 6 -> Format.CSV;
            default -> Format.JSON;
        };
    }

    private Defect defect(Format format, boolean typed) {
        if (random.nextInt(8) > 0) {
            return Defect.NONE;
        }
        return switch (random.nextInt(4)) {
            case 0 -> Defect.EMPTY;
            case 1 -> Defect.GARBAGE;
            case 2 -> format.selfDescribing() ? Defect.TRUNCATED : Defect.GARBAGE;
            default -> typed && format.selfDescribing() ? Defect.MISTYPED : Defect.GARBAGE;
        };
    }

    private SourceRow row(List<SourceColumn> columns, List<String> keys, List<String> order, String origin) {
        Map<String, Object> values = new HashMap<>();
        boolean deletes = false;
        for (SourceColumn column : columns) {
            boolean version = keys.contains(column.name()) || order.contains(column.name());
            if (column.name().equals(TableHistory.OPERATION)) {
                deletes = random.nextInt(3) == 0;
                values.put(column.name(), deletes ? TableHistory.DELETE : random.nextBoolean() ? "U" : "d");
            } else if (column.name().equals("origin")) {
                values.put("origin", origin);
            } else if (random.nextInt(6) > 0) {
                values.put(
                        column.name(),
                        version ? versionValue(column) : column.kind().value(random, 3));
            }
        }
        return new SourceRow(values, deletes);
    }

    /** A wider type holds mostly the same values, so that they meet. */
    private Object versionValue(SourceColumn column) {
        if (column.kind() != Kind.NUMERIC) {
            return column.kind().value(random, KEY_VALUES);
        }
        BigDecimal whole = new BigDecimal(Kind.INT64.value(random, KEY_VALUES) + ".000");
        return random.nextInt(5) == 0 ? whole.add(HALF) : whole;
    }
}
