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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The shipped statements alone, as SQL on the engine: whatever the order, the split into merges and the repetitions, the
 * same files end in the same table. {@code -Dconvergence.merges=10000} runs more schedules, {@code
 * -Dconvergence.history=42} those of one history again.
 */
@Tag("wire")
class MergeSqlConvergenceTest {
    private static final int DEFAULT_SCHEDULES = 50;
    private static final int SCHEDULES_OF_A_HISTORY = 20;
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

    /** One table's files, staged once, and merged into its target by several schedules. */
    private static final class History {
        private final Cloud cloud;
        private final long seed;
        private final Random random;
        private final String dataset;
        private final TableHistory table;
        private final List<String> names;
        private final List<Column> columns;
        private final @Nullable StagedDeletes deletes;
        private final List<StagedRows> staged = new ArrayList<>();
        private final LastWriterWins model;

        History(Cloud cloud, long seed) {
            this.cloud = cloud;
            this.seed = seed;
            this.random = new Random(seed);
            this.dataset = "history" + seed;
            cloud.bigQuery().create(DatasetInfo.of(dataset));
            TableHistory made;
            do {
                made = new HistoryGenerator(random).table(TableId.of(dataset, "target"));
            } while (made.append());
            table = made;
            List<SourceFile> good =
                    table.files().stream().filter(file -> !file.poison()).toList();
            names = table.columnsOf(good);
            columns = columns(good);
            Deletes rule = table.spec().merge().deletes();
            deletes =
                    rule == null ? null : new StagedDeletes(rule, Tombstones.of(table.id(), new DatasetName(dataset)));
            model = new LastWriterWins(table, names);
            for (SourceFile file : good) {
                long sequence = file.sequence() == null ? 1000L + file.id() : file.sequence();
                model.land(file, sequence);
                staged.add(stage(file, sequence));
            }
        }

        private List<Column> columns(List<SourceFile> files) {
            Map<String, Column> all = new LinkedHashMap<>();
            table.targetColumns().forEach(column -> all.put(column.name().value(), column));
            files.forEach(file -> file.columns().stream()
                    .filter(column -> !column.name().equals(TableHistory.OPERATION))
                    .forEach(column ->
                            all.putIfAbsent(column.name(), column.kind().column(column.name()))));
            return List.copyOf(all.values());
        }

        private StagedRows stage(SourceFile file, long sequence) {
            List<Column> own = file.columns().stream()
                    .map(column -> column.kind().column(column.name()))
                    .toList();
            TableId id = TableId.of(dataset, "staged_" + file.id());
            query("CREATE TABLE " + id.quoted() + " AS\n"
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
            return new StagedRows(id, new TableSchema(own), sequence, new ColumnName("seq"));
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
            if (staged.isEmpty()) {
                return List.of();
            }
            query(new CreateTargetStatement(table.id(), columns, null, List.of()).sql());
            if (deletes != null) {
                query(new CreateTombstonesStatement(
                                deletes.tombstones(), version(), deletes.rule().keep(), null)
                        .sql());
            }
            List<List<String>> expected = sorted(model.rows());
            List<String> broken = new ArrayList<>();
            for (int schedule = 0; schedule < SCHEDULES_OF_A_HISTORY; schedule++) {
                query("TRUNCATE TABLE " + table.id().quoted());
                if (deletes != null) {
                    query("TRUNCATE TABLE " + deletes.tombstones().quoted());
                }
                List<String> story = merge();
                List<List<String>> found = sorted(World.rows(cloud, table.id(), names));
                if (!expected.equals(found)) {
                    broken.add("History " + seed + " schedule " + schedule + " merged " + story + "\n  expected "
                            + expected + "\n  found    " + found + "\n  again: ./mvnw -Dquick -pl end-to-end -am test"
                            + " -Dtest=MergeSqlConvergenceTest -Dsurefire.failIfNoSpecifiedTests=false"
                            + " -Dconvergence.history=" + seed + "\n");
                }
            }
            return broken;
        }

        /** All files in any order, some of them twice, in as many merges as it comes. */
        private List<String> merge() {
            List<StagedRows> left = new ArrayList<>(staged);
            for (int again = random.nextInt(3); again > 0; again--) {
                left.add(staged.get(random.nextInt(staged.size())));
            }
            Collections.shuffle(left, random);
            List<String> story = new ArrayList<>();
            while (!left.isEmpty()) {
                List<StagedRows> some = List.copyOf(left.subList(0, 1 + random.nextInt(left.size())));
                left.subList(0, some.size()).clear();
                story.add(some.stream()
                        .map(rows -> rows.table().table().value())
                        .toList()
                        .toString());
                query(fold(some).sql());
            }
            return story;
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
