package dev.landfall.replicator.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landfall.core.table.TableId;
import dev.landfall.replicator.checksum.Crc32c;
import dev.landfall.replicator.delta.DeliveredPart;
import dev.landfall.replicator.delta.Delta;
import dev.landfall.replicator.delta.DeltaState;
import dev.landfall.replicator.delta.Extraction;
import dev.landfall.replicator.pipeline.StateLocation;
import dev.landfall.replicator.window.Window;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.List;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StateDatabaseTest {
    private static final TableId TABLE = TableId.of("sales", "orders");
    private static final LocalDateTime NOON = LocalDateTime.parse("2026-03-29T02:30:00.123456");
    private static final DeliveredPart PART = new DeliveredPart("landing/x", 5, 7, new Crc32c(9), 3L);

    @TempDir
    Path folder;

    @Test
    void whatWasDoneIsThereAfterReopeningWhateverTheZone() {
        TimeZone before = TimeZone.getDefault();
        Delta delta = Delta.ofRows(TABLE, new Window(null, null, NOON), "query");
        try (StateDatabase state = StateDatabase.open(StateLocation.embedded(folder))) {
            DeltaJournal journal = state.journal(Clock.systemUTC());
            journal.plan(delta);
            assertThat(journal.resume(TABLE)).contains(delta);
            journal.uploaded(delta, List.of(PART), new Extraction(1L, 2L, new Extraction.Overlap(3, 4), "{}"));
            assertThat(journal.unfinished(TABLE).orElseThrow().state()).isEqualTo(DeltaState.UPLOADED);
            assertThat(journal.watermark(TABLE)).isEmpty();
            journal.done(delta);
        }
        TimeZone.setDefault(TimeZone.getTimeZone("Europe/Berlin"));
        try (StateDatabase state = StateDatabase.open(StateLocation.embedded(folder))) {
            DeltaJournal journal = state.journal(Clock.systemUTC());
            assertThat(journal.watermark(TABLE)).contains(NOON);
            assertThat(journal.unfinished(TABLE)).isEmpty();
            assertThat(journal.lastSequence(TABLE)).isEqualTo(delta.sequence());
            assertThat(journal.uploads(delta))
                    .isEqualTo(new UploadRecord(
                            List.of(PART), new Extraction(1L, 2L, new Extraction.Overlap(3, 4), "{}")));
        } finally {
            TimeZone.setDefault(before);
        }
    }

    @Test
    void stepsCannotBeSkippedAndTheWatermarkNeverMovesBack() {
        try (StateDatabase state = StateDatabase.open(StateLocation.embedded(folder))) {
            DeltaJournal journal = state.journal(Clock.systemUTC());
            Delta late = Delta.ofRows(TABLE, new Window(null, null, NOON), "query");
            Delta early = Delta.ofRows(TABLE, new Window(null, null, NOON.minusDays(1)), "query");
            journal.plan(late);
            assertThatThrownBy(() -> journal.plan(early)).hasMessageContaining("is not done yet");
            assertThatThrownBy(() -> journal.done(late)).hasMessageContaining("is not in the state");
            journal.uploaded(late, List.of(), Extraction.SILENT);
            assertThatThrownBy(() -> journal.uploaded(late, List.of(), Extraction.SILENT))
                    .hasMessageContaining("is not in the state");
            journal.done(late);

            journal.plan(early);
            journal.uploaded(early, List.of(), Extraction.SILENT);
            assertThatThrownBy(() -> journal.done(early)).hasMessageContaining("The state database refused");
            assertThat(journal.watermark(TABLE)).contains(NOON);
        }
    }

    @Test
    void aSecondReplicatorIsToldWhoHasTheDatabase() throws IOException, InterruptedException {
        try (StateDatabase state = StateDatabase.open(StateLocation.embedded(folder))) {
            Process other = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            OpenState.class.getName(),
                            folder.toString())
                    .redirectErrorStream(true)
                    .start();
            String output = new String(other.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);

            assertThat(other.waitFor()).as(output).isEqualTo(1);
            assertThat(output).contains("Another replicator has the state database");
        }
    }

    /** Opens a state database in a process of its own. */
    static final class OpenState {
        private OpenState() {}

        public static void main(String[] arguments) {
            StateDatabase.open(StateLocation.embedded(Path.of(arguments[0]))).close();
        }
    }
}
