package dev.landfall.gcp.bigquery;

import static org.assertj.core.api.Assertions.assertThat;

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
import dev.landfall.core.table.TypeKind;
import dev.landfall.core.warehouse.JobOutcome;
import dev.landfall.core.warehouse.JobPriority;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The MERGE itself, run as SQL: any order, split and repetition of the same files ends in the same table. */
@Tag("wire")
class MergeConvergenceTest {
    private static final Column KEY = Column.nullable("k", TypeKind.INT64);
    private static final Column ORDER = Column.nullable("o", TypeKind.INT64);
    private static final Column VALUE = Column.nullable("v", TypeKind.STRING);
    private static final Column OPERATION = Column.nullable("op", TypeKind.STRING);
    private static final ColumnName SEQ = new ColumnName("seq");
    private static @Nullable LocalWarehouse local;

    /** A row; null stands for NULL. The sequence belongs to the file. */
    private record Row(
            @Nullable Long key,
            @Nullable Long order,
            long sequence,
            boolean deleted,
            @Nullable String value) {
        boolean beats(Row other) {
            int byOrder = compare(order, other.order);
            if (byOrder != 0) {
                return byOrder > 0;
            }
            if (sequence != other.sequence) {
                return sequence > other.sequence;
            }
            return deleted == other.deleted ? json().compareTo(other.json()) > 0 : deleted;
        }

        private String json() {
            return value == null ? "null" : "\"" + value + "\"";
        }

        private static int compare(@Nullable Long a, @Nullable Long b) {
            return a == null || b == null ? Boolean.compare(a != null, b != null) : a.compareTo(b);
        }

        String sql() {
            return "(" + key + ", " + order + ", " + (value == null ? "NULL" : "'" + value + "'") + ", "
                    + (deleted ? "'D'" : "NULL") + ", " + sequence + ")";
        }

        List<String> text() {
            return List.of(String.valueOf(key), String.valueOf(order), String.valueOf(value), "" + sequence);
        }
    }

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        local = new LocalWarehouse(folder);
    }

    @AfterAll
    static void stop() {
        if (local != null) {
            local.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"1,false", "2,false", "3,false", "4,true", "5,true", "6,true", "7,true", "8,true"})
    void anyScheduleOfTheSameFilesGivesTheSameTable(long seed, boolean deletes) {
        Random random = new Random(seed);
        Map<@Nullable Long, Row> expected = new HashMap<>();
        List<StagedRows> files = new ArrayList<>();
        for (int file = 0; file < 6; file++) {
            files.add(stage("s" + seed + "_" + file, rows(random, random.nextInt(4), deletes, expected)));
        }
        for (int schedule = 0; schedule < 2; schedule++) {
            TableId target = TableId.of("sales", "t" + seed + "_" + schedule);
            StagedDeletes rule = new StagedDeletes(
                    new Deletes(OPERATION.name(), Set.of("D"), Deletes.DEFAULT_KEEP),
                    Tombstones.of(target, new DatasetName("staging")));
            List<Statement> definitions = new ArrayList<>();
            definitions.add(new CreateTargetStatement(target, List.of(KEY, ORDER, VALUE), null, List.of()));
            if (deletes) {
                definitions.add(new CreateTombstonesStatement(
                        rule.tombstones(), List.of(KEY, ORDER), rule.rule().keep(), null));
            }
            run("create_" + target.table(), Script.of(definitions));
            List<StagedRows> left = new ArrayList<>(files);
            left.addAll(files.subList(0, 2));
            Collections.shuffle(left, random);
            for (int merge = 0; !left.isEmpty(); merge++) {
                List<StagedRows> some = List.copyOf(left.subList(0, 1 + random.nextInt(left.size())));
                left.subList(0, some.size()).clear();
                run(
                        "merge_" + target.table() + "_" + merge,
                        merge(List.of(KEY.name()), target, some, deletes ? rule : null));
            }
            assertThat(local().query("SELECT k, o, v, _landfall_sequence FROM " + target.quoted()))
                    .as("seed %d schedule %d", seed, schedule)
                    .containsExactlyInAnyOrderElementsOf(expected.values().stream()
                            .filter(row -> !row.deleted())
                            .map(Row::text)
                            .toList());
        }
    }

    private static Statement merge(
            List<ColumnName> keys, TableId target, List<StagedRows> files, @Nullable StagedDeletes deletes) {
        MergeStatement merge =
                new MergeStatement(target, files, keys, List.of(ORDER.name()), List.of(KEY, ORDER, VALUE));
        return deletes == null
                ? merge
                : new Script(
                        List.of(
                                new RememberDeletesStatement(deletes, files, List.of(KEY, ORDER)),
                                merge.withDeletes(deletes)),
                        true);
    }

    private static List<Row> rows(Random random, long sequence, boolean deletes, Map<@Nullable Long, Row> expected) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            Row row = new Row(
                    random.nextInt(6) == 0 ? null : Long.valueOf(random.nextInt(5)),
                    random.nextInt(5) == 0 ? null : Long.valueOf(random.nextInt(3)),
                    sequence,
                    deletes && random.nextInt(3) == 0,
                    random.nextInt(5) == 0 ? null : "v" + random.nextInt(20));
            rows.add(row);
            expected.merge(row.key(), row, (a, b) -> b.beats(a) ? b : a);
        }
        return rows;
    }

    private static StagedRows stage(String name, List<Row> rows) {
        String table = "`staging`.`" + name + "`";
        local().query("CREATE TABLE " + table + " (k INT64, o INT64, v STRING, op STRING, seq INT64)");
        local().query("INSERT INTO " + table + " (k, o, v, op, seq) VALUES "
                + String.join(", ", rows.stream().map(Row::sql).toList()));
        return new StagedRows(
                TableId.of("staging", name),
                TableSchema.of(KEY, ORDER, VALUE, OPERATION, Column.nullable("seq", TypeKind.INT64)),
                null,
                SEQ);
    }

    private static void run(String job, Statement statement) {
        BigQueryWarehouse warehouse = local().warehouse();
        warehouse.submit(job, statement, JobPriority.INTERACTIVE);
        warehouse.submit(job, statement, JobPriority.INTERACTIVE);
        assertThat(warehouse.await(job, Instant.now().plusSeconds(60)).orElseThrow())
                .as(statement.sql())
                .isInstanceOf(JobOutcome.Success.class);
    }

    private static LocalWarehouse local() {
        if (local == null) {
            throw new IllegalStateException("Not started");
        }
        return local;
    }
}
