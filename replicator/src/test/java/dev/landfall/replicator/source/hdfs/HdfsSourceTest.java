package dev.landfall.replicator.source.hdfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landfall.core.table.FileFormat;
import dev.landfall.core.table.TableId;
import dev.landfall.replicator.delta.Delta;
import dev.landfall.replicator.delta.Extraction;
import dev.landfall.replicator.delta.FinishedPart;
import dev.landfall.replicator.delta.SequencedFile;
import dev.landfall.replicator.extension.PartSettings;
import dev.landfall.replicator.pipeline.HdfsConnection;
import dev.landfall.replicator.pipeline.HdfsSourceConfig;
import dev.landfall.replicator.pipeline.StateLocation;
import dev.landfall.replicator.state.DeltaJournal;
import dev.landfall.replicator.state.StateDatabase;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
final class HdfsSourceTest {
    private static final TableId TARGET = TableId.of("sales", "events");
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final long NOON_MICROS = NOON.toEpochMilli() * 1_000;

    @TempDir
    Path folder;

    private Path staging;
    private StateDatabase state;
    private DeltaJournal journal;
    private final Set<String> open = new HashSet<>();
    private final List<FinishedPart> parts = new ArrayList<>();

    @BeforeEach
    void start() throws IOException {
        staging = Files.createDirectories(folder.resolve("staging"));
        state = StateDatabase.open(StateLocation.embedded(folder.resolve("state")));
        journal = state.journal(Clock.systemUTC());
    }

    @AfterEach
    void stop() {
        state.close();
    }

    @Test
    void onlyCompleteFilesAreFound() throws IOException {
        for (String name : List.of("_SUCCESS", ".hidden", "a.tmp", "b._COPYING_", ".c.crc", "d.crc", "good")) {
            file(name, "rows", NOON.minusSeconds(60));
        }
        file("empty", "", NOON.minusSeconds(60));
        file("fresh", "rows", NOON.minusSeconds(9));
        file("open", "rows", NOON.minusSeconds(60));
        Files.createDirectories(staging.resolve("_temporary"));
        open.add("open");

        assertThat(namesOf(discover(Duration.ofSeconds(10), false))).containsExactly("good");
    }

    @Test
    void sequencesAreModificationTimesMadeUniqueAndRising() throws IOException {
        file("b", "rows", NOON);
        file("a", "rows", NOON);
        file("z", "rows", NOON.minusSeconds(1));
        Delta delta = discover(Duration.ZERO, false).orElseThrow();

        assertThat(namesOf(Optional.of(delta))).containsExactly("z", "a", "b");
        assertThat(delta.files().stream().map(SequencedFile::sequence))
                .containsExactly(NOON_MICROS - 1_000_000, NOON_MICROS, NOON_MICROS + 1);
        assertThat(delta.sequence()).isEqualTo(NOON_MICROS + 1);

        deliver(delta);
        file("older", "rows", NOON.minusSeconds(5));
        assertThat(discover(Duration.ZERO, false).orElseThrow().files().get(0).sequence())
                .as("a file that came by rename keeps its old time, but its sequence goes on")
                .isEqualTo(NOON_MICROS + 2);
    }

    @Test
    void aFileIsShippedOnceUnlessItIsRewritten() throws IOException {
        file("a", "rows", NOON);
        deliver(discover(Duration.ZERO, false).orElseThrow());
        assertThat(discover(Duration.ZERO, false)).isEmpty();

        file("a", "other rows", NOON.plusSeconds(1));
        assertThat(namesOf(discover(Duration.ZERO, false))).containsExactly("a");
    }

    @Test
    void aPlannedDeltaIsTheSameAfterACrash() throws IOException {
        file("a", "rows", NOON);
        Delta delta = discover(Duration.ZERO, false).orElseThrow();
        journal.plan(delta);
        file("b", "rows", NOON);

        assertThat(journal.resume(TARGET)).contains(delta);
    }

    @Test
    void aSuccessMarkerIsWaitedForIfRequired() throws IOException {
        file("a", "rows", NOON);
        assertThat(discover(Duration.ZERO, true)).isEmpty();

        file("_SUCCESS", "", NOON);
        assertThat(namesOf(discover(Duration.ZERO, true))).containsExactly("a");
    }

    @Test
    void filesAreShippedAsTheyAre() throws IOException {
        file("000000_0", "rows", NOON);
        deliver(discover(Duration.ZERO, false).orElseThrow());

        assertThat(parts).hasSize(1);
        assertThat(parts.get(0).name()).hasToString("seq=" + NOON_MICROS + "/part-00000.orc");
        assertThat(parts.get(0).file()).hasContent("rows");
        assertThat(parts.get(0).rows()).isNull();
    }

    @Test
    void aFileThatIsGoneOrChangedIsLeftOutAndAChangedOneFoundAgain() throws IOException {
        file("gone", "rows", NOON);
        file("changed", "rows", NOON);
        Delta delta = discover(Duration.ZERO, false).orElseThrow();
        Files.delete(staging.resolve("gone"));
        file("changed", "more rows", NOON.plusSeconds(1));

        deliver(delta);

        assertThat(parts).isEmpty();
        assertThat(namesOf(discover(Duration.ZERO, false))).containsExactly("changed");
    }

    @Test
    void subdirectoriesAndMissingDirectoriesAreRefusedByName() throws IOException {
        Files.createDirectories(staging.resolve("dt=2026-01-01"));
        assertThatThrownBy(() -> discover(Duration.ZERO, false)).hasMessageContaining("subdirectory dt=2026-01-01");

        Files.delete(staging.resolve("dt=2026-01-01"));
        Files.delete(staging);
        assertThatThrownBy(() -> discover(Duration.ZERO, false)).hasMessageContaining("There is no directory");
    }

    private void file(String name, String content, Instant modified) throws IOException {
        Path file = Files.writeString(staging.resolve(name), content);
        Files.setLastModifiedTime(file, FileTime.from(modified));
    }

    private Optional<Delta> discover(Duration quiet, boolean successRequired) throws IOException {
        try (HdfsSource source = source(quiet, successRequired)) {
            return source.discover(journal);
        }
    }

    private void deliver(Delta delta) throws IOException {
        journal.plan(delta);
        try (HdfsSource source = source(Duration.ZERO, false)) {
            journal.uploaded(delta, List.of(), source.extract(delta, parts::add));
        }
        journal.done(delta);
        assertThat(journal.uploads(delta).extraction()).isEqualTo(Extraction.SILENT);
    }

    private HdfsSource source(Duration quiet, boolean successRequired) throws IOException {
        HdfsSourceConfig config = new HdfsSourceConfig(
                new HdfsConnection("lake", URI.create("file:///"), null),
                staging.toString(),
                FileFormat.ORC,
                quiet,
                successRequired);
        return new HdfsSource(
                TARGET,
                config,
                new PartSettings(folder, 0),
                FileSystem.newInstance(URI.create("file:///"), new Configuration()),
                path -> !open.contains(path.getName()),
                Clock.fixed(NOON, ZoneOffset.UTC));
    }

    private static List<String> namesOf(Optional<Delta> delta) {
        return delta.map(Delta::files).orElse(List.of()).stream()
                .map(file -> Path.of(file.file().path()).getFileName().toString())
                .toList();
    }
}
