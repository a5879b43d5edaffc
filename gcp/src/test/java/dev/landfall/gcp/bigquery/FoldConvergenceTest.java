package dev.landfall.gcp.bigquery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.core.table.ColumnName;
import dev.landfall.core.table.Deletes;
import dev.landfall.core.table.MergeRules;
import dev.landfall.core.table.NullKeys;
import dev.landfall.core.table.Partitioning;
import dev.landfall.core.table.Partitioning.Granularity;
import dev.landfall.core.table.SchemaPolicy;
import dev.landfall.core.table.TableId;
import dev.landfall.core.table.TableSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Whole merges with all they look up, in random orders and groups, against plain models: keys that move between
 * partitions are never there twice, snapshots replace older ones, wider types change nothing.
 */
@Tag("wire")
class FoldConvergenceTest {
    private static @Nullable LocalWarehouse local;

    /** One staged file. */
    private record File(long sequence, String columns, List<Row> rows) {
        List<String> sql() {
            return rows.stream().map(Row::sql).toList();
        }
    }

    /**
     * A row in SQL's words.
     *
     * @param partition what the model groups by
     * @param values literals in the order of the columns
     * @param shown as the target shows it
     */
    private record Row(@Nullable Long key, String partition, boolean deletes, List<String> values, String shown) {
        String sql() {
            return "(" + String.join(", ", values) + ")";
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
    @CsvSource({
        "1, DATE, DAY, false, false",
        "2, DATE, MONTH, false, true",
        "3, TIMESTAMP, HOUR, false, true",
        "4, DATETIME, YEAR, false, false",
        "5, TIMESTAMP, DAY, true, false",
        "6, DATETIME, MONTH, true, true",
        "7, DATE, YEAR, true, true"
    })
    void aKeyIsInOnePartitionOnly(long seed, String type, Granularity by, boolean immutable, boolean deletes) {
        Random random = new Random(seed);
        List<File> files = new ArrayList<>();
        Map<@Nullable Long, Row> newest = new HashMap<>();
        for (long sequence = 1; sequence <= 8; sequence++) {
            List<Row> rows = new ArrayList<>();
            for (long key = 0; key < 5; key++) {
                if (random.nextInt(3) > 0) {
                    Long written = key == 4 ? null : Long.valueOf(key);
                    Row row = moving(random, type, immutable, written, sequence, deletes && random.nextInt(4) == 0);
                    rows.add(row);
                    newest.put(written, row);
                }
            }
            files.add(new File(sequence, "k INT64, p " + type + ", v STRING, op STRING", rows));
        }
        Deletes rule = deletes ? new Deletes(new ColumnName("op"), Set.of("D"), Deletes.DEFAULT_KEEP) : null;
        for (int schedule = 0; schedule < 2; schedule++) {
            TableSpec spec = TableSpec.merge(
                            TableId.of("sales", "moved" + seed + "_" + schedule),
                            List.of(new ColumnName("k")),
                            List.of())
                    .withMerge(new MergeRules(rule, NullKeys.MATCH, SchemaPolicy.EVOLVE, null, false))
                    .withPartitioning(new Partitioning(new ColumnName("p"), by, immutable));
            assertThat(run(spec, files, random).target("k, v"))
                    .as("seed %d schedule %d", seed, schedule)
                    .isEqualTo(newest.values().stream()
                            .filter(row -> !row.deletes())
                            .map(Row::shown)
                            .sorted()
                            .toList());
        }
    }

    private static Row moving(
            Random random, String type, boolean immutable, @Nullable Long key, long sequence, boolean deletes) {
        int place = immutable ? (int) (key == null ? 5 : key) : random.nextInt(6);
        boolean none = (deletes && random.nextBoolean()) || place == 3;
        String date = "202" + place % 3 + "-0" + (1 + place) + "-1" + place;
        String literal = none ? "NULL" : type + " '" + date + (type.equals("DATE") ? "'" : " 0" + place + ":30:00'");
        String value = "v" + sequence;
        return new Row(
                key,
                date,
                deletes,
                List.of(key + "", literal, "'" + value + "'", deletes ? "'D'" : "NULL"),
                key + "," + value);
    }

    @ParameterizedTest
    @CsvSource({"11, false", "12, false", "13, true", "14, true"})
    void theNewestSnapshotStays(long seed, boolean partitions) {
        Random random = new Random(seed);
        List<File> files = new ArrayList<>();
        for (int file = 0; file < 8; file++) {
            long sequence = 1L + random.nextInt(4);
            List<Row> rows = new ArrayList<>();
            for (int i = random.nextInt(4); i > 0; i--) {
                String month = random.nextInt(5) == 0 ? "null" : "2026-0" + (1 + random.nextInt(3));
                String value = "v" + file + "_" + i;
                String literal = month.equals("null") ? "NULL" : "DATE '" + month + "-0" + i + "'";
                rows.add(new Row(null, partitions ? month : "all", false, List.of(literal, "'" + value + "'"), value));
            }
            files.add(new File(sequence, "d DATE, v STRING", rows));
        }
        Map<String, Long> newest = new HashMap<>();
        for (File file : files) {
            if (!partitions) {
                newest.merge("all", file.sequence(), Math::max);
            }
            file.rows().forEach(row -> newest.merge(row.partition(), file.sequence(), Math::max));
        }
        List<String> expected = files.stream()
                .flatMap(file -> file.rows().stream()
                        .filter(row -> Objects.equals(newest.get(row.partition()), file.sequence()))
                        .map(Row::shown))
                .sorted()
                .toList();
        for (int schedule = 0; schedule < 2; schedule++) {
            TableId target = TableId.of("sales", "snapshot" + seed + "_" + schedule);
            TableSpec spec = partitions
                    ? TableSpec.replacePartitions(
                            target, new Partitioning(new ColumnName("d"), Granularity.MONTH, false))
                    : TableSpec.replace(target);
            assertThat(run(spec, files, random).target("v"))
                    .as("seed %d schedule %d", seed, schedule)
                    .isEqualTo(expected);
        }
    }

    /** Rows of one sequence are told apart by their content, before and after a column was widened alike. */
    @ParameterizedTest
    @CsvSource({"21", "22", "23"})
    void widerTypesAndNewColumnsChangeNoDecision(long seed) {
        Random random = new Random(seed);
        String[] types = {"INT64", "NUMERIC", "BIGNUMERIC"};
        String[] numbers = {"1", "9", "10", "-3", "9007199254740993", "123456789012345678", "NULL"};
        List<File> files = new ArrayList<>();
        for (int file = 0; file < 9; file++) {
            String type = types[file % 3];
            boolean extra = random.nextBoolean();
            List<Row> rows = new ArrayList<>();
            for (long key = 0; key < 4; key++) {
                String number = numbers[random.nextInt(numbers.length)];
                List<String> values = new ArrayList<>(List.of(key + "", number));
                if (extra) {
                    values.add("'e" + random.nextInt(3) + "'");
                }
                rows.add(new Row(key, "", false, values, ""));
            }
            files.add(new File(
                    1 + random.nextInt(2),
                    "k " + types[random.nextInt(2)] + ", n " + type + (extra ? ", e STRING" : ""),
                    rows));
        }
        files.add(new File(0, "k INT64, n INT64, e STRING", List.of()));
        List<List<String>> results = new ArrayList<>();
        for (int schedule = 0; schedule < 3; schedule++) {
            TableSpec spec = TableSpec.merge(
                    TableId.of("sales", "wide" + seed + "_" + schedule), List.of(new ColumnName("k")), List.of());
            results.add(run(spec, files, random).target("k, n, e, _landfall_sequence"));
        }
        assertThat(Set.copyOf(results)).as("seed %d", seed).hasSize(1);
        assertThat(results.get(0)).hasSize(4);
    }

    /** Stages the files in a random order and merges now and then. */
    private static MergeScene run(TableSpec spec, List<File> files, Random random) {
        MergeScene scene = new MergeScene(local(), spec);
        List<File> order = new ArrayList<>(files);
        Collections.shuffle(order, random);
        for (File file : order) {
            scene.stage(file.sequence(), file.columns(), file.sql());
            if (random.nextInt(3) == 0) {
                scene.merge();
            }
        }
        scene.merge();
        scene.assertNothingFailed();
        return scene;
    }

    private static LocalWarehouse local() {
        if (local == null) {
            throw new IllegalStateException("Not started");
        }
        return local;
    }
}
