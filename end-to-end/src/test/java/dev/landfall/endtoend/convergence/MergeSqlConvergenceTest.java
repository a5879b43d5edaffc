package dev.landfall.endtoend.convergence;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.bigquery.DatasetInfo;
import com.google.cloud.bigquery.QueryJobConfiguration;
import dev.landfall.core.merge.Tombstones;
import dev.landfall.core.sql.CreateTargetStatement;
import dev.landfall.core.sql.CreateTombstonesStatement;
import dev.landfall.core.sql.MergeStatement;
import dev.landfall.core.sql.RememberDeletesStatement;
import dev.landfall.core.sql.Script;
import dev.landfall.core.sql.StagedDeletes;
import dev.landfall.core.sql.StagedRows;
import dev.landfall.core.sql.Statement;
import dev.landfall.core.table.Column;
import dev.landfall.core.table.ColumnName;
import dev.landfall.core.table.DatasetName;
import dev.landfall.core.table.Deletes;
import dev.landfall.core.table.LoadMode;
import dev.landfall.core.table.TableId;
import dev.landfall.core.table.TableSchema;
import dev.landfall.core.table.TableSpec;
import dev.landfall.endtoend.convergence.SourceFile.SourceColumn;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The shipped statements alone, as SQL on the engine: whatever the order, the split into merges and the repetitions, the
 * same files end in the same table. The schedules of one history run side by side in one target: a key column more tells
 * them apart, and a merge never looks beyond its keys. {@code -Dconvergence.merges=10000} runs more schedules, {@code
 * -Dconvergence.history=42} those of one history again.
 */
@Tag("wire")
class MergeSqlConvergenceTest {
    private static final int DEFAULT_SCHEDULES = 500;
    private static final int SCHEDULES_OF_A_HISTORY = 50;
    private static final int AT_ONCE = 4;

    @Test
    void anyScheduleOfTheSameFilesGivesTheSameTable() throws Exception {
        int schedules = Integer.getInteger("convergence.merges", DEFAULT_SCHEDULES);
        Long one = Long.getLong("convergence.history");
        long first = one == null ? 1 : one;
        long last = one == null ? Math.max(1, schedules / SCHEDULES_OF_A_HISTORY) : one;
        long started = System.nanoTime();
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        List<String> broken = new ArrayList<>();
        try (Cloud cloud = new Cloud()) {
            Map<Long, Future<List<String>>> runs = new LinkedHashMap<>();
            for (long history = first; history <= last; history++) {
                long seed = history;
                runs.put(history, threads.submit(() -> new History(cloud, seed).run()));
            }
            for (Map.Entry<Long, Future<List<String>>> run : runs.entrySet()) {
                broken.addAll(run.getValue().get());
            }
        } finally {
            threads.shutdownNow();
        }
        System.out.printf(
                "%d schedules on the merge's SQL in %.1f s%n",
                (last - first + 1) * SCHEDULES_OF_A_HISTORY, (System.nanoTime() - started) / 1e9);
        assertThat(broken).isEmpty();
    }

    /** One table's files, and as many schedules by which they are merged into its target. */
    private static final class History {
        private static final SourceColumn SCHEDULE = new SourceColumn("schedule", Kind.INT64);

        private final Cloud cloud;
        private final long seed;
        private final Random random;
        private final String dataset;
        private final TableHistory table;
        private final List<SourceFile> files;
        private final List<String> names;
        private final List<Column> columns;
        private final @Nullable StagedDeletes deletes;
        private final LastWriterWins model;

        History(Cloud cloud, long seed) {
            this.cloud = cloud;
            this.seed = seed;
            this.random = new Random(seed);
            this.dataset = "history" + seed;
            cloud.bigQuery().create(DatasetInfo.of(dataset));
            TableHistory made = new HistoryGenerator(random).table(TableId.of(dataset, "target"), LoadMode.MERGE);
            files = made.files().stream().filter(file -> !file.poison()).toList();
            names = List.copyOf(made.columnsOf(files).keySet());
            model = new LastWriterWins(made, names);
            files.forEach(file -> model.land(file, sequence(file)));
            table = made.withKey(SCHEDULE);
            columns = columns(made.columnsOf(files));
            Deletes rule = table.spec().merge().deletes();
            deletes =
                    rule == null ? null : new StagedDeletes(rule, Tombstones.of(table.id(), new DatasetName(dataset)));
        }

        private static long sequence(SourceFile file) {
            return file.sequence() == null ? 1000L + file.id() : file.sequence();
        }

        private static List<Column> columns(Map<String, Kind> kinds) {
            Stream<Column> own =
                    kinds.entrySet().stream().map(column -> column.getValue().column(column.getKey()));
            return Stream.concat(Stream.of(SCHEDULE.kind().column(SCHEDULE.name())), own)
                    .toList();
        }

        private void write(SourceFile file) {
            query("CREATE TABLE " + written(file).quoted() + " AS\n"
                    + String.join(
                            " UNION ALL\n",
                            file.rows().stream()
                                    .map(row -> "SELECT "
                                            + String.join(
                                                    ", ",
                                                    file.columns().stream()
                                                            .map(column -> literal(column, row.value(column.name())))
                                                            .toList()))
                                    .toList()));
        }

        private TableId written(SourceFile file) {
            return TableId.of(dataset, "file_" + file.id());
        }

        /** A file's rows as they are staged for one merge, once for each of these schedules. */
        private StagedRows stage(SourceFile file, int merge, List<Integer> schedules) {
            List<Column> own = new ArrayList<>();
            own.add(SCHEDULE.kind().column(SCHEDULE.name()));
            file.columns().forEach(column -> own.add(column.kind().column(column.name())));
            TableId id = TableId.of(dataset, "staged_" + merge + "_" + file.id());
            query("CREATE TABLE " + id.quoted() + " AS SELECT schedule AS " + SCHEDULE.name() + ", written.* FROM "
                    + written(file).quoted() + " AS written CROSS JOIN UNNEST(" + schedules + ") AS schedule");
            return new StagedRows(id, new TableSchema(own), sequence(file), new ColumnName("seq"));
        }

        private static String literal(SourceColumn column, @Nullable Object value) {
            String type = column.kind().name();
            String text = value == null
                    ? "NULL"
                    : value instanceof BigDecimal || value instanceof Long || value instanceof Boolean
                            ? value.toString()
                            : "'" + FileBytes.text(value) + "'";
            return "CAST(" + text + " AS " + type + ") AS `" + column.name() + "`";
        }

        List<String> run() {
            if (files.isEmpty()) {
                return List.of();
            }
            files.forEach(this::write);
            query(new CreateTargetStatement(table.id(), columns, null, List.of()).sql());
            if (deletes != null) {
                query(new CreateTombstonesStatement(
                                deletes.tombstones(), version(), deletes.rule().keep(), null)
                        .sql());
            }
            List<List<List<SourceFile>>> schedules = Stream.generate(this::schedule)
                    .limit(SCHEDULES_OF_A_HISTORY)
                    .toList();
            int most = schedules.stream().mapToInt(List::size).max().orElseThrow();
            for (int merge = 0; merge < most; merge++) {
                merge(merge, schedules);
            }
            return broken(schedules);
        }

        /** All files in any order, some of them twice, in as many merges as it comes. */
        private List<List<SourceFile>> schedule() {
            List<SourceFile> left = new ArrayList<>(files);
            for (int again = random.nextInt(3); again > 0; again--) {
                left.add(files.get(random.nextInt(files.size())));
            }
            Collections.shuffle(left, random);
            List<List<SourceFile>> merges = new ArrayList<>();
            while (!left.isEmpty()) {
                List<SourceFile> some = left.subList(0, 1 + random.nextInt(left.size()));
                merges.add(List.copyOf(some));
                some.clear();
            }
            return merges;
        }

        /** The merge of this number of every schedule that has one. */
        private void merge(int number, List<List<List<SourceFile>>> schedules) {
            Map<SourceFile, List<Integer>> some = new LinkedHashMap<>();
            for (int schedule = 0; schedule < schedules.size(); schedule++) {
                if (number < schedules.get(schedule).size()) {
                    for (SourceFile file : schedules.get(schedule).get(number)) {
                        some.computeIfAbsent(file, first -> new ArrayList<>()).add(schedule);
                    }
                }
            }
            query(fold(some.entrySet().stream()
                            .map(staged -> stage(staged.getKey(), number, staged.getValue()))
                            .toList())
                    .sql());
        }

        private List<String> broken(List<List<List<SourceFile>>> schedules) {
            List<String> all = new ArrayList<>(names);
            all.add(0, SCHEDULE.name());
            Map<String, List<List<String>>> found = World.rows(cloud, table.id(), all).stream()
                    .collect(Collectors.groupingBy(
                            row -> row.get(0),
                            Collectors.mapping(row -> row.subList(1, row.size()), Collectors.toList())));
            List<List<String>> expected = sorted(model.rows());
            List<String> broken = new ArrayList<>();
            for (int schedule = 0; schedule < schedules.size(); schedule++) {
                List<List<String>> rows = sorted(found.getOrDefault(String.valueOf(schedule), List.of()));
                if (!expected.equals(rows)) {
                    broken.add("History " + seed + " schedule " + schedule + " merged " + schedules.get(schedule)
                            + "\n  expected " + expected + "\n  found    " + rows
                            + "\n  again: ./mvnw -Dquick -pl end-to-end -am test -Dtest=MergeSqlConvergenceTest"
                            + " -Dsurefire.failIfNoSpecifiedTests=false -Dconvergence.history=" + seed + "\n");
                }
            }
            return broken;
        }

        private Statement fold(List<StagedRows> some) {
            TableSpec spec = table.spec();
            MergeStatement merge = new MergeStatement(spec.target(), some, spec.keys(), spec.order(), columns);
            return deletes == null
                    ? merge
                    : new Script(
                            List.of(new RememberDeletesStatement(deletes, some, version()), merge.withDeletes(deletes)),
                            true);
        }

        private List<Column> version() {
            List<ColumnName> version = table.spec().versionColumns();
            return columns.stream()
                    .filter(column -> version.contains(column.name()))
                    .toList();
        }

        private void query(String sql) {
            try {
                cloud.bigQuery().query(QueryJobConfiguration.of(sql));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }

        private static List<List<String>> sorted(List<List<String>> rows) {
            return rows.stream()
                    .sorted((a, b) -> a.toString().compareTo(b.toString()))
                    .toList();
        }
    }
}
