package dev.landfall.loader;

import static dev.landfall.loader.LoaderWorld.ORDERS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.core.landing.CommitMarker;
import dev.landfall.core.ledger.FileRecord;
import dev.landfall.core.ledger.FileState;
import dev.landfall.core.ledger.LandedObject;
import dev.landfall.core.table.ColumnName;
import dev.landfall.core.table.CommitRule;
import dev.landfall.core.table.CsvOptions;
import dev.landfall.core.table.FileRules;
import dev.landfall.core.table.TableSpec;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Directories that are loaded as a whole or not at all. */
final class DirectoryCommitTest {
    private static final String FOLDER = "landing/sales/orders/seq=7/";
    private static final String A = FOLDER + "dt=2026-01-01/a.avro";
    private static final String B = FOLDER + "dt=2026-01-02/b.avro";
    private static final String LATE = FOLDER + "dt=2026-01-02/late.avro";
    private static final String SUCCESS = FOLDER + "_SUCCESS";
    private static final String MANIFEST = FOLDER + "_manifest.json";

    private final LoaderWorld world = new LoaderWorld();

    @Test
    void nothingIsLoadedBeforeSuccessIsThere() {
        rule(CommitRule.SUCCESS);
        world.land(A, 1);
        world.land(B, 1);
        assertThat(world.file(A).state()).isEqualTo(FileState.HELD);
        assertThat(world.file(A).waitsFor()).isEqualTo("gs://landing/" + SUCCESS);
        assertThat(world.warehouse.jobs()).isEmpty();
        world.land("landing/sales/orders/seq=8/other.avro", 1);
        world.send("success", SUCCESS, 1, 0);
        assertThat(world.file(A).state()).isEqualTo(FileState.STAGED);
        assertThat(world.file(A).waitsFor()).isNull();
        assertThat(world.file(B).state()).isEqualTo(FileState.STAGED);
        assertThat(world.file("landing/sales/orders/seq=8/other.avro").state()).isEqualTo(FileState.HELD);
    }

    @Test
    void successMayComeBeforeTheEventsOfItsFiles() {
        rule(CommitRule.SUCCESS);
        world.put(A, 1);
        world.put(B, 1);
        world.bucket.put(A, 1, new byte[100]);
        world.bucket.put(B, 1, new byte[100]);
        world.send("success", SUCCESS, 1, 0);
        assertThat(world.file(A).state()).isEqualTo(FileState.STAGED);
        assertThat(world.file(B).state()).isEqualTo(FileState.STAGED);
        world.land(A, 1);
        assertThat(world.file(A).duplicates()).isEqualTo(1);
        world.land(LATE, 1);
        assertThat(world.file(LATE).state())
                .as("a late file of a committed directory")
                .isEqualTo(FileState.STAGED);
    }

    @Test
    void aFileWhoseMarkerIsThereNeedsNoEventOfTheMarker() {
        rule(CommitRule.SUCCESS);
        world.bucket.put(SUCCESS, 1, new byte[0]);
        world.land(A, 1);
        assertThat(world.file(A).state()).isEqualTo(FileState.STAGED);
    }

    @Test
    void aManifestWaitsForTheFileThatIsNotThere() {
        rule(CommitRule.MANIFEST);
        world.land(A, 1);
        assertThat(world.file(A).waitsFor()).isEqualTo("gs://landing/" + MANIFEST);
        manifest("{\"files\": [{\"name\": \"" + A + "\", \"generation\": 1}, \"dt=2026-01-02/b.avro\"]}");
        assertThat(world.file(A).state()).isEqualTo(FileState.HELD);
        assertThat(world.file(A).waitsFor()).contains(B, MANIFEST);
        world.land(B, 1);
        assertThat(world.file(A).state()).isEqualTo(FileState.STAGED);
        assertThat(world.file(B).state()).isEqualTo(FileState.STAGED);
        world.land(LATE, 1);
        FileRecord late = world.file(LATE);
        assertThat(late.state()).isEqualTo(FileState.REJECTED);
        assertThat(Objects.requireNonNull(late.error()).reason()).isEqualTo("not_in_manifest");
    }

    @Test
    void aRejectedFileMayBeTheLastThatAManifestWaitsFor() {
        rule(CommitRule.MANIFEST);
        world.land(A, 1);
        manifest("{\"files\": [\"dt=2026-01-01/a.avro\", \"dt=2026-01-02/b.avro\"]}");
        assertThat(world.file(A).state()).isEqualTo(FileState.HELD);
        world.send("empty", B, 1, 0);
        FileRecord empty = world.file(B);
        assertThat(empty.state()).isEqualTo(FileState.REJECTED);
        assertThat(Objects.requireNonNull(empty.error()).reason()).isEqualTo("empty_file");
        assertThat(world.file(A).state()).isEqualTo(FileState.STAGED);
    }

    @Test
    void aManifestListsVersionsAndMustBeReadable() {
        rule(CommitRule.MANIFEST);
        world.land(A, 1);
        for (String text : List.of("no json", "[]", "{}", "{\"files\": [{}]}", "{\"files\": [[]]}", "{\"files\": 1}")) {
            manifest(text);
            assertThat(world.file(A).state()).as(text).isEqualTo(FileState.HELD);
            assertThat(world.file(A).waitsFor()).as(text).contains("a manifest that can be read", MANIFEST);
        }
        manifest("{\"files\": [{\"name\": \"" + A + "\", \"generation\": 1, \"size\": 99}]}");
        assertThat(world.file(A).state()).isEqualTo(FileState.HELD);
        assertThat(world.file(A).waitsFor()).contains("another version", A);
        manifest("{\"files\": [{\"name\": \"" + A + "\", \"generation\": 1, \"size\": 100, \"rows\": 1}]}");
        assertThat(world.file(A).state()).isEqualTo(FileState.STAGED);
    }

    @Test
    void aHeldVersionThatIsWrittenOverGivesWay() {
        rule(CommitRule.SUCCESS);
        world.land(A, 1);
        world.bucket.put(A, 5, new byte[100]);
        world.send("success", SUCCESS, 1, 0);
        assertThat(world.file(A).state()).isEqualTo(FileState.SUPERSEDED);
        assertThat(world.ledger.files(ORDERS, FileState.STAGED, 9))
                .extracting(file -> file.object().generation())
                .containsExactly(5L);
    }

    @Test
    void aMarkerInTheTablesFolderCommitsNothingThatLiesDeeper() {
        String folder = "landing/sales/orders/";
        for (CommitRule rule : List.of(CommitRule.SUCCESS, CommitRule.MANIFEST)) {
            rule(rule);
            String deeper = FOLDER + rule + ".avro";
            String own = folder + rule + ".avro";
            world.land(deeper, 1);
            world.land(own, 1);
            String marker = folder + CommitMarker.fileName(rule);
            byte[] text = ("{\"files\": [\"" + own + "\"]}").getBytes(StandardCharsets.UTF_8);
            world.sendEventOnly("marker", marker, world.bucket.put(marker, text), text.length);
            assertThat(world.file(own).state()).isEqualTo(FileState.STAGED);
            assertThat(world.file(deeper).state()).isEqualTo(FileState.HELD);
        }
    }

    @Test
    void aFileThatLandsWhileACommitListsItsDirectoryIsNotTakenForDeleted() {
        rule(CommitRule.SUCCESS);
        world.land(A, 1);
        LandedObject late = new LandedObject("landing", LATE, 1, 100, "AAAAAA==");
        world.bucket.afterNextListing(() -> {
            world.bucket.put(LATE, 1, new byte[100]);
            world.ledger.record(FileRecord.held(
                    late, ORDERS, Objects.requireNonNull(world.file(A).toLoad()), SUCCESS, Instant.EPOCH));
        });
        world.send("success", SUCCESS, 1, 0);
        assertThat(world.file(A).state()).isEqualTo(FileState.STAGED);
        assertThat(world.file(LATE).state()).isEqualTo(FileState.HELD);
        world.land(LATE, 1);
        assertThat(world.file(LATE).state()).isEqualTo(FileState.STAGED);
    }

    private void manifest(String text) {
        long generation = world.bucket.put(MANIFEST, text.getBytes(StandardCharsets.UTF_8));
        world.sendEventOnly("manifest " + generation, MANIFEST, generation, text.length());
    }

    private void rule(CommitRule rule) {
        world.ledger.apply(TableSpec.merge(ORDERS, List.of(new ColumnName("id")), List.of())
                .withFiles(new FileRules(null, CsvOptions.DEFAULT, rule)));
    }
}
