package dev.landfall.migration.initialload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.core.crash.CrashPoints;
import dev.landfall.migration.catalog.Proposals;
import dev.landfall.migration.catalog.Route;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A load that dies after any of its side effects and is resumed, for each way to load. */
class KilledInitialLoadTest {
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

    @Test
    void aLoadOfCopiedFilesGoesOnWithoutDoubleRowsOrLeftovers() throws Exception {
        killAfterEachEffect(Route.DISTCP, Proposals.MOST_PARTITIONS_PER_JOB);
    }

    @Test
    void aLoadInSeveralJobsWritesEachPartOnce() throws Exception {
        killAfterEachEffect(Route.DISTCP, 1);
    }

    @Test
    void aLoadByLoadJobGoesOnWithoutDoubleRowsOrLeftovers() throws Exception {
        killAfterEachEffect(Route.LOAD, Proposals.MOST_PARTITIONS_PER_JOB);
    }

    @Test
    void anExternalTableIsMadeOnce() throws Exception {
        killAfterEachEffect(Route.EXTERNAL, Proposals.MOST_PARTITIONS_PER_JOB);
    }

    private void killAfterEachEffect(Route route, int mostPartitionsPerJob) throws Exception {
        Set<LoadStep> killedIn = EnumSet.noneOf(LoadStep.class);
        int killed = 0;
        boolean survived = false;
        while (!survived) {
            LoadOrder order =
                    scene.order(route, route == Route.EXTERNAL ? Optional.empty() : Optional.of(scene.spec()));
            ModelTable table = new ModelTable(killed, killed % 2 == 0);
            CrashPoints crash = new CrashPoints();
            crash.dieAfter(++killed);
            survived = survives(order, table, crash, mostPartitionsPerJob);
            crash.restart();
            step(order).ifPresent(killedIn::add);
            LoadState done = scene.load(folder, order, table, crash, () -> {}, mostPartitionsPerJob);

            assertThat(done.step()).isEqualTo(LoadStep.DONE);
            assertThat(rows(route, order)).as("killed after %s effects", killed).isEqualTo(wanted(route, table, done));
            assertThat(scene.warehouse.tables(LoadScene.STAGING).hasNext()).isFalse();
            assertThat(table.hasSnapshots()).isFalse();
        }
        assertThat(killedIn).containsExactlyInAnyOrder(LoadStep.values());
    }

    private boolean survives(LoadOrder order, ModelTable table, CrashPoints crash, int mostPartitionsPerJob) {
        try {
            scene.load(folder, order, table, crash, () -> {}, mostPartitionsPerJob);
            return true;
        } catch (CrashPoints.SimulatedCrash e) {
            return false;
        }
    }

    private Optional<LoadStep> step(LoadOrder order) {
        try (StateFolder states = StateFolder.open(folder)) {
            return states.find(order.table().target()).map(LoadState::step);
        }
    }

    /** An external table has no sequence. */
    private static List<String> rows(Route route, LoadOrder order) throws InterruptedException {
        return route == Route.EXTERNAL
                ? scene.query("SELECT id, amount, UNIX_MICROS(updated_at), dt FROM "
                        + order.table().target().quoted() + " ORDER BY id")
                : scene.target(order);
    }

    private static List<String> wanted(Route route, ModelTable table, LoadState done) {
        List<String> rows = LoadScene.expected(table.rows(), done);
        return route == Route.EXTERNAL
                ? rows.stream().map(LoadScene::withoutSequence).toList()
                : rows;
    }
}
