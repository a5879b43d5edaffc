package dev.landfall.replicator.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.core.table.TableId;
import dev.landfall.replicator.delta.DeliveredPart;
import dev.landfall.replicator.delta.Delta;
import dev.landfall.replicator.delta.Extraction;
import dev.landfall.replicator.delta.FinishedPart;
import dev.landfall.replicator.delta.PartSink;
import dev.landfall.replicator.extension.DeltaSource;
import dev.landfall.replicator.extension.PartSettings;
import dev.landfall.replicator.pipeline.StateLocation;
import dev.landfall.replicator.state.DeltaJournal;
import dev.landfall.replicator.state.StateDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the replicator relies on in a source, tested with the journal that it uses in earnest. */
@SuppressWarnings("NullAway.Init")
public abstract class DeltaSourceContract {
    protected static final TableId TARGET = TableId.of("contract", "rows");

    @TempDir
    public Path folder;

    private StateDatabase state;
    private DeltaJournal journal;

    /** The source, as it is opened anew for each run; small parts make more than one of a hundred rows. */
    protected abstract DeltaSource open(PartSettings parts) throws IOException;

    /** Changes something in what the source reads: the next delta is not empty. Called before the first delta too. */
    protected abstract void change() throws IOException;

    @BeforeEach
    public void begin() {
        state = StateDatabase.open(StateLocation.embedded(folder.resolve("state")));
        journal = state.journal(Clock.systemUTC());
    }

    @AfterEach
    public void end() {
        state.close();
    }

    /** A part and the bytes of its file, a letter each. */
    private record Part(String name, String content) {}

    @Test
    public void whatWasDeliveredIsNotFoundAgain() throws IOException {
        change();
        deliver(discover().orElseThrow());
        Optional<Delta> again = discover();
        if (again.isPresent()) {
            // A window may be empty; a list of files or partitions may not.
            assertThat(again.get().window()).as("a delta after nothing changed").isNotNull();
            deliver(again.get());
        }
        change();
        assertThat(deliver(discover().orElseThrow())).isNotEmpty();
    }

    @Test
    public void theSameDeltaGivesTheSamePartsByteByByte() throws IOException {
        change();
        Delta delta = discover().orElseThrow();
        journal.plan(delta);
        List<Part> first = extract(delta);
        Delta resumed = journal.resume(TARGET).orElseThrow();

        assertThat(resumed).as("the journal gives back what it was given").isEqualTo(delta);
        List<Part> second = extract(resumed);
        assertThat(second).as("read again by another run").isEqualTo(first);
    }

    @Test
    public void whatComesBetweenPlanAndReadIsFoundByTheNextRun() throws IOException {
        change();
        Delta delta = discover().orElseThrow();
        change();
        deliver(delta);
        assertThat(discover()).as("the change after the first delta was fixed").isPresent();
    }

    @Test
    public void discoveringChangesNothing() throws IOException {
        change();
        Delta first = discover().orElseThrow();
        Delta second = discover().orElseThrow();
        assertThat(second.files()).isEqualTo(first.files());
        assertThat(second.partitions()).isEqualTo(first.partitions());
    }

    @Test
    public void sequencesRise() throws IOException {
        change();
        Delta first = discover().orElseThrow();
        deliver(first);
        change();
        assertThat(discover().orElseThrow().sequence()).isGreaterThan(first.sequence());
    }

    @Test
    public void partsStandBelowTheirDeltaAndAreNumbered() throws IOException {
        change();
        Delta delta = discover().orElseThrow();
        List<FinishedPart> parts = new ArrayList<>();
        run(delta, parts::add);
        assertThat(parts).isNotEmpty();
        for (FinishedPart part : parts) {
            assertThat(part.name().sequence()).isLessThanOrEqualTo(delta.sequence());
            assertThat(part.size()).isEqualTo(Files.size(part.file()));
        }
        assertThat(parts.stream().map(part -> part.name().toString())).doesNotHaveDuplicates();
    }

    private Optional<Delta> discover() throws IOException {
        try (DeltaSource source = open(settings())) {
            return source.discover(journal);
        }
    }

    private List<Part> deliver(Delta delta) throws IOException {
        journal.plan(delta);
        List<DeliveredPart> delivered = new ArrayList<>();
        List<Part> read = new ArrayList<>();
        Extraction extraction = run(delta, part -> {
            delivered.add(new DeliveredPart(part.name().toString(), 1, part.size(), part.crc32c(), part.rows()));
            read.add(read(part));
        });
        journal.uploaded(delta, delivered, extraction);
        journal.done(delta);
        return read;
    }

    private List<Part> extract(Delta delta) throws IOException {
        List<Part> read = new ArrayList<>();
        run(delta, part -> read.add(read(part)));
        return read;
    }

    private Extraction run(Delta delta, PartSink sink) throws IOException {
        try (DeltaSource source = open(settings())) {
            return source.extract(delta, sink);
        }
    }

    private static Part read(FinishedPart part) {
        try {
            return new Part(part.name().toString(), Files.readString(part.file(), StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private PartSettings settings() throws IOException {
        return new PartSettings(Files.createDirectories(folder.resolve("parts")), 1_000, state.keys());
    }
}
