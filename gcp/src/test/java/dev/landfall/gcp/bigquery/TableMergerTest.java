package dev.landfall.gcp.bigquery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.core.ledger.BatchRecord;
import dev.landfall.core.ledger.BatchState;
import dev.landfall.core.ledger.MergeCounts;
import dev.landfall.core.ledger.MergeRecord;
import dev.landfall.core.merge.MergeBudget;
import dev.landfall.core.table.Column;
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
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a merge does to a target, with the SQL that is shipped. */
@Tag("wire")
class TableMergerTest {
    private static final Deletes DELETES = new Deletes(new ColumnName("op"), Set.of("D"), Deletes.DEFAULT_KEEP);
    private static @Nullable LocalWarehouse local;

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

    @Test
    void anOlderInsertNeverBringsADeletedRowBack() {
        MergeScene scene = scene(merging("deletes").withMerge(rules(DELETES, NullKeys.MATCH, SchemaPolicy.EVOLVE)));
        String columns = "k INT64, v STRING, op STRING";
        scene.stage(5, columns, List.of("(1, 'one', 'I')", "(2, 'two', NULL)"));
        scene.merge();
        scene.stage(7, columns, List.of("(1, NULL, 'D')", "(3, NULL, 'D')"));
        scene.merge();
        scene.stage(6, columns, List.of("(1, 'late', 'U')", "(3, 'late', 'I')"));
        scene.merge();
        assertThat(scene.target("k, v")).containsExactly("2,two");
        scene.stage(8, columns, List.of("(1, 'again', 'I')"));
        scene.merge();
        assertThat(scene.target("k, v")).containsExactly("1,again", "2,two");
        assertThat(scene.table().total()).isEqualTo(new MergeCounts(7, 3, 0, 1, 0));
        assertThat(local().warehouse()
                        .table(TableId.of("sales", "deletes"))
                        .orElseThrow()
                        .schema()
                        .columns())
                .extracting(Column::name)
                .doesNotContain(new ColumnName("op"));
        scene.assertNothingFailed();
    }

    @Test
    void rowsWithNullInAKeyAreLeftOutAndCounted() {
        MergeScene scene = scene(merging("rejects").withMerge(rules(null, NullKeys.REJECT, SchemaPolicy.EVOLVE)));
        scene.stage(1, "k INT64, v STRING", List.of("(1, 'a')", "(NULL, 'b')", "(NULL, 'c')"));
        scene.merge();
        assertThat(scene.target("k, v")).containsExactly("1,a");
        assertThat(scene.table().total()).isEqualTo(new MergeCounts(3, 1, 0, 0, 2));
    }

    @Test
    void theTargetFollowsTheFilesWhereBigQueryAllowsIt() {
        local().query("CREATE TABLE sales.evolves (k INT64 NOT NULL, n INT64 NOT NULL, gone STRING NOT NULL)");
        MergeScene scene = scene(merging("evolves").withMerge(rules(DELETES, NullKeys.MATCH, SchemaPolicy.EVOLVE)));
        scene.stage(1, "k INT64, n INT64, gone STRING, op STRING", List.of("(1, 9007199254740993, 'x', 'I')"));
        scene.merge();
        scene.stage(2, "k NUMERIC, n NUMERIC, extra STRING, op STRING", List.of("(2, 1.5, 'y', 'I')"));
        scene.stage(3, "k INT64, n BIGNUMERIC, gone STRING, op STRING", List.of("(3, NULL, NULL, 'I')"));
        scene.merge();
        scene.stage(
                4, "k INT64, n INT64, gone STRING, op STRING", List.of("(3, NULL, NULL, 'D')", "(4, 4, 'z', NULL)"));
        scene.merge();
        assertThat(scene.target("k, n, gone, extra"))
                .containsExactly("1,9007199254740993,x,null", "2,1.5,null,y", "4,4,z,null");
        assertThat(local().warehouse()
                        .table(TableId.of("sales", "evolves"))
                        .orElseThrow()
                        .schema()
                        .columns())
                .extracting(Column::toString)
                .containsExactly(
                        "k NUMERIC NOT NULL",
                        "n BIGNUMERIC",
                        "gone STRING",
                        "_landfall_sequence INT64",
                        "extra STRING");
        scene.assertNothingFailed();
    }

    @Test
    void aFrozenTargetStaysAsItIs() {
        local().query("CREATE TABLE sales.frozen (k INT64, v INT64 NOT NULL)");
        MergeScene scene = scene(merging("frozen").withMerge(rules(null, NullKeys.MATCH, SchemaPolicy.FREEZE)));
        BatchRecord misfit = scene.stage(1, "k INT64, v NUMERIC, extra STRING", List.of("(1, 1, 'x')"));
        BatchRecord lacking = scene.stage(2, "k INT64", List.of("(2)"));
        scene.stage(3, "k INT64, v INT64", List.of("(3, 3)"));
        scene.merge();
        assertThat(scene.target("k, v")).containsExactly("3,3");
        assertThat(error(scene, misfit))
                .contains("column v is INT64 in the target and NUMERIC in the files")
                .contains("column extra is not in the target, whose schema is frozen");
        assertThat(error(scene, lacking)).contains("column v is NOT NULL in the target and not in the files");
        assertThat(local().warehouse().table(misfit.staging())).isEmpty();
        assertThat(scene.log.toString(StandardCharsets.UTF_8))
                .contains(misfit.content().uris().get(0));
    }

    @Test
    void floatsAreNeverWidenedTo() {
        MergeScene scene = scene(merging("floats"));
        scene.stage(1, "k INT64, v INT64", List.of("(1, 1)"));
        scene.merge();
        BatchRecord misfit = scene.stage(2, "k INT64, v FLOAT64", List.of("(1, 1.5)"));
        scene.merge();
        assertThat(error(scene, misfit)).contains("column v is INT64 in the target and FLOAT64 in the files");
    }

    @Test
    void theNewestSnapshotReplacesTheTargetAlsoIfItIsEmpty() {
        MergeScene scene = scene(TableSpec.replace(TableId.of("sales", "snapshots")));
        scene.stage(2, "k INT64", List.of("(2)", "(2)"));
        scene.merge();
        scene.stage(1, "k INT64", List.of("(1)"));
        scene.merge();
        assertThat(scene.target("k")).containsExactly("2", "2");
        scene.stage(4, "k INT64", List.of());
        scene.merge();
        assertThat(scene.target("k")).isEmpty();
        scene.stage(3, "k INT64", List.of("(3)"));
        scene.merge();
        assertThat(scene.target("k")).isEmpty();
        assertThat(scene.table().snapshot()).isEqualTo(4);
        scene.stage(5, "k INT64", List.of("(5)"));
        scene.land(5);
        scene.merge();
        assertThat(scene.target("k"))
                .as("a file of the snapshot is not loaded yet")
                .isEmpty();
        scene.assertNothingFailed();
    }

    @Test
    void aSnapshotThatDoesNotFitReplacesNothing() {
        MergeScene scene = scene(TableSpec.replace(TableId.of("sales", "misfits")));
        scene.stage(1, "k INT64", List.of("(1)"));
        scene.merge();
        scene.stage(2, "k INT64", List.of("(2)"));
        BatchRecord misfit = scene.stage(3, "k DATE", List.of("('2026-01-01')"));
        scene.merge();
        assertThat(error(scene, misfit)).contains("column k is INT64 in the target and DATE in the files");
        assertThat(scene.target("k")).containsExactly("2");
        assertThat(scene.table().snapshot()).isEqualTo(2);
    }

    @Test
    void aSnapshotReplacesOnlyThePartitionsThatItTouches() {
        Partitioning byMonth = new Partitioning(new ColumnName("d"), Granularity.MONTH, false);
        MergeScene scene = scene(TableSpec.replacePartitions(TableId.of("sales", "parts"), byMonth));
        scene.stage(2, "d DATE, v STRING", List.of("('2026-01-01', 'a')", "('2026-02-28', 'b')", "(NULL, 'n')"));
        scene.merge();
        scene.stage(3, "d DATE, v STRING", List.of("('2026-01-31', 'c')", "('2026-04-01', 'd')"));
        scene.stage(1, "d DATE, v STRING", List.of("('2026-02-01', 'old')", "('2026-03-01', 'e')", "(NULL, 'old')"));
        scene.stage(9, "d DATE, v STRING", List.of());
        scene.merge();
        assertThat(scene.target("d, v"))
                .containsExactly("2026-01-31,c", "2026-02-28,b", "2026-03-01,e", "2026-04-01,d", "null,n");
        assertThat(scene.table().total().inserted()).isEqualTo(6);
        scene.assertNothingFailed();
    }

    @Test
    void aMergeAboveItsBudgetWaitsAndGoesOnByItself() {
        TableSpec spec =
                merging("costly").withMerge(new MergeRules(null, NullKeys.MATCH, SchemaPolicy.EVOLVE, 1L, true));
        MergeScene scene = scene(spec);
        BatchRecord batch = scene.stage(1, "k INT64, v STRING", List.of("(1, 'a')"));
        scene.merge();
        MergeRecord open = Objects.requireNonNull(scene.table().merge());
        assertThat(Objects.requireNonNull(open.deferred()).message())
                .contains("sales.costly")
                .contains("its budget is 1");
        assertThat(scene.ledger.batch(batch.id()).orElseThrow().state()).isEqualTo(BatchState.MERGING);
        assertThat(local().warehouse().knows(open.job(spec.target()))).isFalse();
        scene.apply(spec.withMerge(MergeRules.DEFAULT));
        scene.merge();
        assertThat(scene.target("k, v")).containsExactly("1,a");
        scene.assertNothingFailed();
    }

    @Test
    void aMergeAboveItsBudgetIsRefusedIfSoToldWithItsReason() {
        MergeScene scene = new MergeScene(local(), merging("refused"), new MergeBudget(1L, MergeBudget.Above.REFUSE));
        BatchRecord batch = scene.stage(1, "k INT64, v STRING", List.of("(1, 'a')"));
        scene.merge();
        assertThat(error(scene, batch)).contains("would scan").contains("its budget is 1");
    }

    private static TableSpec merging(String table) {
        return TableSpec.merge(TableId.of("sales", table), List.of(new ColumnName("k")), List.of());
    }

    private static MergeRules rules(@Nullable Deletes deletes, NullKeys nullKeys, SchemaPolicy schema) {
        return new MergeRules(deletes, nullKeys, schema, null, false);
    }

    private static String error(MergeScene scene, BatchRecord batch) {
        return Objects.requireNonNull(
                        scene.ledger.batch(batch.id()).orElseThrow().error())
                .message();
    }

    private static MergeScene scene(TableSpec spec) {
        return new MergeScene(local(), spec);
    }

    private static LocalWarehouse local() {
        if (local == null) {
            throw new IllegalStateException("Not started");
        }
        return local;
    }
}
