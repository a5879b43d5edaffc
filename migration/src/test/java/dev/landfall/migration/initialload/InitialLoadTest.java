package dev.landfall.migration.initialload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landfall.core.crash.CrashPoints;
import dev.landfall.core.table.Partitioning;
import dev.landfall.core.table.TableSpec;
import dev.landfall.migration.catalog.HivePartitions;
import dev.landfall.migration.catalog.Proposals;
import dev.landfall.migration.catalog.Route;
import dev.landfall.replicator.pipeline.SourceTableName;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole loads on the local cloud, from a table that changes. */
class InitialLoadTest {
    private static LoadScene scene;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() throws IOException {
        scene = new LoadScene();
    }

    @AfterAll
    static void stop() {
        scene.close();
    }

    private LoadState load(LoadOrder order, ModelTable table, Runnable meanwhile) {
        return scene.load(folder, order, table, new CrashPoints(), meanwhile, Proposals.MOST_PARTITIONS_PER_JOB);
    }

    @Test
    void aLoadByLoadJobGivesTheSameRows() throws Exception {
        LoadOrder order = scene.order(Route.LOAD, Optional.of(scene.spec()));
        ModelTable table = new ModelTable(1, true);

        LoadState done = scene.load(folder, order, table);

        assertThat(scene.target(order)).isEqualTo(LoadScene.expected(table.rows(), done));
        assertThat(scene.warehouse.tables(LoadScene.STAGING).hasNext()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void deltasAfterALoadOfATableThatIsWrittenToAllTheTimeMakeItEqual(long seed) throws Exception {
        LoadOrder order = scene.order(Route.DISTCP, Optional.of(scene.spec()));
        ModelTable table = new ModelTable(seed, seed % 2 == 0);
        int[] changes = {0};
        LoadState done = load(order, table, () -> {
            // Without a snapshot no copy can keep up with a table that changes with each of its files.
            if (table.hasSnapshots() || changes[0]++ < 8) {
                table.change();
            }
        });
        table.change();

        scene.merge(
                order,
                table.rows().stream()
                        .filter(row -> row.updatedMicros() >= done.sequence())
                        .toList(),
                table.now() + 1);

        assertThat(scene.target(order).stream().map(LoadScene::withoutSequence).toList())
                .isEqualTo(LoadScene.expected(table.rows(), done).stream()
                        .map(LoadScene::withoutSequence)
                        .toList());
    }

    @Test
    void inModeAppendTheFirstDeltasRowsAreLeftToIt() throws Exception {
        LoadOrder order = scene.order(
                Route.DISTCP,
                Optional.of(TableSpec.append(scene.nextTarget())
                        .withPartitioning(new Partitioning(LoadScene.DAY, Partitioning.Granularity.DAY, false))));
        ModelTable table = new ModelTable(7, false);
        long[] before = {0};
        LoadState done = load(order, table, () -> {
            if (before[0]++ < 3) {
                table.change();
            }
        });

        assertThat(scene.target(order))
                .isEqualTo(LoadScene.expected(
                        table.rows().stream()
                                .filter(row -> row.updatedMicros() < done.sequence())
                                .toList(),
                        done));
    }

    @Test
    void aTargetThatHasRowsIsNotTouched() throws Exception {
        LoadOrder order = scene.order(Route.DISTCP, Optional.of(scene.spec()));
        scene.query("CREATE TABLE " + order.table().target().quoted() + " AS SELECT 1 AS id");

        assertThatThrownBy(() -> scene.load(folder, order, new ModelTable(1, true)))
                .isInstanceOf(InitialLoadException.class)
                .hasMessageContaining("has 1 rows already");
        assertThat(scene.query("SELECT id FROM " + order.table().target().quoted()))
                .containsExactly("1");
        scene.warehouse.drop(order.intermediate());
    }

    @Test
    void anExternalTargetReadsTheCopiedFiles() throws Exception {
        LoadOrder order = scene.order(Route.EXTERNAL, Optional.empty());
        ModelTable table = new ModelTable(3, false);

        scene.load(folder, order, table);

        assertThat(scene.query("SELECT COUNT(*), MAX(dt) FROM "
                        + order.table().target().quoted()))
                .containsExactly(table.rows().size() + " 2026-01-03");
    }

    @Test
    void aFolderThatIsNoPartitionIsRefused() throws Exception {
        ModelTable table = new ModelTable(3, false);
        LoadOrder order = scene.order(Route.DISTCP, Optional.of(scene.spec()));
        HivePartitions forgetful = new HivePartitions() {
            @Override
            public List<String> partitions(SourceTableName name) {
                return table.partitions(name).subList(1, table.partitions(name).size());
            }

            @Override
            public String location(SourceTableName name, String partition) {
                return table.location(name, partition);
            }
        };

        assertThatThrownBy(() -> CopySource.of(order.table(), ModelTable.LOCATION, table, forgetful))
                .hasMessageContaining("dt=2026-01-01")
                .hasMessageContaining("MSCK REPAIR");
    }
}
