package dev.landfall.replicator.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landfall.core.table.ColumnName;
import dev.landfall.core.table.TableId;
import dev.landfall.core.table.TableSpec;
import dev.landfall.replicator.pipeline.StateLocation;
import dev.landfall.replicator.state.DeltaJournal;
import dev.landfall.replicator.state.StateDatabase;
import dev.landfall.replicator.upload.InMemorySink;
import dev.landfall.replicator.upload.WriteOnce;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills a run before and after each of its side effects and lets the next run take over: the same names, no row missed,
 * and a watermark that never passes rows which are not in the bucket.
 */
final class CrashTest {
    private static final TableId TABLE = TableId.of("sales", "orders");
    private static final int TOO_MANY_STEPS = 100;

    @TempDir
    Path folder;

    @Test
    void aKilledRunIsTakenUpWithTheSameNamesAndMissesNothing() throws IOException {
        List<String> undisturbed = names(deliveredWithCrashAt(Integer.MAX_VALUE));
        assertThat(undisturbed).hasSize(5).contains("landing/sales/orders/seq=1767268800000000/_manifest.json");

        int step = 0;
        Scene scene;
        do {
            scene = deliveredWithCrashAt(step);
            assertThat(names(scene)).as("crash at step %d", step).isEqualTo(undisturbed);
            step++;
        } while (scene.crash.happened() && step < TOO_MANY_STEPS);
        assertThat(step).isBetween(15, TOO_MANY_STEPS - 1);
    }

    @Test
    void rowsThatChangedBetweenTheTriesLandBesideTheOldOnes() throws IOException {
        try (Scene scene = new Scene()) {
            scene.crash.at(4);
            assertThatThrownBy(scene::run).isInstanceOf(SimulatedCrash.class);
            assertThat(scene.bucket.names())
                    .as("the crash came after the first part")
                    .hasSize(1);
            scene.crash.never();
            scene.source.reverse();

            assertThat(scene.run().state()).isEqualTo(TableState.DELIVERED);
            assertThat(scene.missing(scene.source.ids())).isEmpty();
            assertThat(scene.bucket.names()).anyMatch(name -> name.matches(".*/part-00000-[0-9a-f]{8}\\.avro"));
        }
    }

    @Test
    void aRunWithNothingNewTouchesNothing() throws IOException {
        try (Scene scene = new Scene()) {
            scene.run();
            List<String> before = scene.bucket.names();

            assertThat(scene.run()).isEqualTo(TableResult.nothingNew(TABLE));
            assertThat(scene.bucket.names()).isEqualTo(before);
        }
    }

    private Scene deliveredWithCrashAt(int step) throws IOException {
        try (Scene scene = new Scene()) {
            scene.crash.at(step);
            try {
                scene.run();
            } catch (SimulatedCrash expected) {
                scene.checkWatermark();
            }
            scene.crash.never();
            scene.run();
            assertThat(scene.journal.unfinished(TABLE)).isEmpty();
            scene.checkWatermark();
            assertThat(scene.missing(scene.source.ids())).isEmpty();
            return scene;
        }
    }

    private static List<String> names(Scene scene) {
        return scene.bucket.names();
    }

    /** One table, its state database and its bucket. */
    private final class Scene implements AutoCloseable {
        final CrashPoint crash = new CrashPoint();
        final InMemorySink bucket = new InMemorySink();
        final Path home = Files.createTempDirectory(folder, "scene");
        final StateDatabase state = StateDatabase.open(StateLocation.embedded(home.resolve("state")));
        final DeltaJournal journal = state.journal(Clock.systemUTC());
        final ScriptedSource source = new ScriptedSource(TABLE, Files.createDirectories(home.resolve("spool")));

        Scene() throws IOException {}

        TableResult run() {
            return replication().run();
        }

        TableReplication replication() {
            TableSpec spec = TableSpec.merge(TABLE, List.of(new ColumnName("id")), List.of());
            return new TableReplication(
                    TABLE,
                    source,
                    new CrashingJournal(journal, crash),
                    new LandingZone(new WriteOnce(new CrashingSink(bucket, crash)), "landing/", spec),
                    new RunSettings(200_000, 1, 1_000_000, Duration.ofSeconds(60)),
                    home.resolve("spool"),
                    new SilentListener());
        }

        void checkWatermark() throws IOException {
            Optional<LocalDateTime> watermark = journal.watermark(TABLE);
            if (watermark.isPresent()) {
                assertThat(missing(source.idsBefore(watermark.get()))).isEmpty();
            }
        }

        Set<Long> missing(List<Long> expected) throws IOException {
            Set<Long> ids = new TreeSet<>(expected);
            for (String name : bucket.names()) {
                if (name.endsWith(".avro")) {
                    ScriptedSource.ids(bucket.content(name)).forEach(ids::remove);
                }
            }
            return ids;
        }

        @Override
        public void close() {
            state.close();
        }
    }

    @Test
    void randomCrashesOverManyWindowsMissNothing() throws IOException {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        try (Scene scene = new Scene()) {
            List<Long> expected = new ArrayList<>();
            for (int round = 0; round < 40; round++) {
                expected.addAll(scene.source.addRows(random.nextInt(60)));
                scene.crash.at(random.nextInt(40));
                try {
                    scene.run();
                } catch (SimulatedCrash killed) {
                    // The next round takes over.
                }
                scene.checkWatermark();
            }
            scene.crash.never();
            scene.run();
            assertThat(scene.missing(expected)).as("seed %d", seed).isEmpty();
        }
    }
}
