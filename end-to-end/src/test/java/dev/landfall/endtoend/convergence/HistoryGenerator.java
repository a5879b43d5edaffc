package dev.landfall.endtoend.convergence;

import dev.landfall.core.table.TableId;
import dev.landfall.endtoend.convergence.SourceFile.Defect;
import dev.landfall.endtoend.convergence.SourceFile.Format;
import dev.landfall.endtoend.convergence.SourceFile.SourceColumn;
import dev.landfall.endtoend.convergence.SourceFile.SourceRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Makes up the history of a table: few keys, so that they meet; NULL in keys and order columns; ties in order and
 * sequence; late rows; deletes and re-inserts; columns that only some files have; names that are
 * written twice; three formats, with and without a sequence in the
 * name; and some files that can never be loaded. The same random numbers give the same history.
 */
final class HistoryGenerator {
    private static final List<SourceColumn> EXTRAS =
            List.of(new SourceColumn("extra_b", Kind.INT64), new SourceColumn("Extra_A", Kind.STRING));
    private static final int KEY_VALUES = 4;

    private final Random random;

    HistoryGenerator(Random random) {
        this.random = random;
    }

    TableHistory table(TableId id) {
        boolean append = random.nextInt(4) == 0;
        List<SourceColumn> columns = new ArrayList<>();
        List<String> keys = new ArrayList<>();
        List<String> order = new ArrayList<>();
        if (!append) {
            keys(columns, keys);
            order(columns, order);
        }
        boolean deletes = !append && random.nextInt(2) == 0;
        if (deletes) {
            columns.add(new SourceColumn(TableHistory.OPERATION, Kind.STRING));
        }
        columns.add(new SourceColumn("amount", random.nextBoolean() ? Kind.NUMERIC : Kind.INT64));
        columns.add(new SourceColumn("flag", Kind.BOOL));
        columns.add(new SourceColumn("origin", Kind.STRING));
        boolean targetExists = random.nextInt(3) > 0;
        List<SourceFile> files = new ArrayList<>();
        int count = 2 + random.nextInt(5);
        for (int file = 0; file < count; file++) {
            SourceFile next = file(id, file, columns, keys, order, targetExists);
            boolean overwrites = file > 0 && random.nextInt(8) == 0;
            files.add(overwrites ? next.over(files.get(random.nextInt(file))) : next);
        }
        return new TableHistory(id, keys, order, deletes, columns, targetExists, files);
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
        Defect defect = defect(format, !keys.isEmpty() && targetExists);
        // Few sequences, so that several files share one.
        @Nullable Long sequence = random.nextInt(4) == 0 ? null : Long.valueOf(1 + random.nextInt(4));
        List<SourceColumn> own = new ArrayList<>();
        columns.forEach(column -> own.add(
                defect == Defect.MISTYPED_KEY && column.name().equals("id")
                        ? new SourceColumn("id", Kind.DATE)
                        : column));
        if (format != Format.CSV) {
            EXTRAS.stream().filter(extra -> random.nextInt(4) == 0).forEach(own::add);
        }
        List<SourceRow> rows = new ArrayList<>();
        int count = 1 + random.nextInt(6);
        for (int row = 0; row < count; row++) {
            rows.add(row(own, keys, order, "f" + number + "r" + row));
        }
        String name =
                "landing/" + id.dataset() + "/" + id.table() + "/" + (sequence == null ? "" : "seq=" + sequence + "/")
                        + "part-" + number + "." + format.name().toLowerCase(java.util.Locale.ROOT);
        return new SourceFile(number, name, format, sequence, own, rows, defect);
    }

    /** CSV only where the target tells its types: detected ones depend on which file comes first. */
    private Format format(boolean targetExists) {
        int choice = random.nextInt(targetExists ? 6 : 4);
        return choice < 3 ? Format.AVRO : choice == 3 ? Format.PARQUET : Format.CSV;
    }

    private Defect defect(Format format, boolean typedKey) {
        if (random.nextInt(8) > 0) {
            return Defect.NONE;
        }
        return switch (random.nextInt(4)) {
            case 0 -> Defect.EMPTY;
            case 1 -> Defect.GARBAGE;
            case 2 -> format == Format.CSV ? Defect.GARBAGE : Defect.TRUNCATED;
            default -> typedKey && format != Format.CSV ? Defect.MISTYPED_KEY : Defect.GARBAGE;
        };
    }

    private SourceRow row(List<SourceColumn> columns, List<String> keys, List<String> order, String origin) {
        Map<String, Object> values = new HashMap<>();
        boolean deletes = false;
        for (SourceColumn column : columns) {
            if (column.name().equals(TableHistory.OPERATION)) {
                deletes = random.nextInt(3) == 0;
                values.put(column.name(), deletes ? TableHistory.DELETE : random.nextBoolean() ? "U" : "d");
            } else if (column.name().equals("origin")) {
                values.put("origin", origin);
            } else if (random.nextInt(6) > 0) {
                int choices = keys.contains(column.name()) || order.contains(column.name()) ? KEY_VALUES : 3;
                values.put(column.name(), column.kind().value(random, choices));
            }
        }
        return new SourceRow(values, deletes);
    }
}
