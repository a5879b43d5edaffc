package dev.landfall.migration.initialload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landfall.core.table.StorageFolder;
import dev.landfall.core.table.TableId;
import dev.landfall.replicator.delta.Delta;
import dev.landfall.replicator.delta.DeltaHistory;
import dev.landfall.replicator.delta.Extraction;
import dev.landfall.replicator.delta.PartSink;
import dev.landfall.replicator.extension.DeltaSource;
import dev.landfall.replicator.pipeline.StateLocation;
import dev.landfall.replicator.state.StateDatabase;
import dev.landfall.replicator.window.Window;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The seam between an initial load and the replicator, in the replicator's real state database. */
class WatermarkHandOverTest {
    private static final TableId ORDERS = TableId.of("sales", "orders");
    private static final LocalDateTime NOW = LocalDateTime.parse("2026-01-01T10:00:00.123456");

    @TempDir
    Path folder;

    private StateLocation location = StateLocation.embedded(Path.of(""));
    private WatermarkHandOver deltas = new WatermarkHandOver(ORDERS, ClockOnly::new, location, Clock.systemUTC());

    @BeforeEach
    void open() {
        location = StateLocation.embedded(folder);
        deltas = new WatermarkHandOver(ORDERS, ClockOnly::new, location, Clock.systemUTC());
    }

    @Test
    void theFirstDeltaBeginsWhereTheLoadWasNoted() {
        FirstDelta.Beginning beginning = deltas.note();
        assertThat(watermark()).isEmpty();

        deltas.handOver(loaded(beginning));
        deltas.handOver(loaded(beginning));

        assertThat(beginning.upper()).isEqualTo(NOW);
        assertThat(watermark()).contains(NOW);
        assertThatThrownBy(deltas::note).hasMessageContaining("have begun already");
    }

    @Test
    void aHandOverThatWasKilledIsFinished() {
        FirstDelta.Beginning beginning = deltas.note();
        try (StateDatabase database = StateDatabase.open(location)) {
            database.journal(Clock.systemUTC()).plan(Delta.ofRows(ORDERS, new Window(null, null, NOW), "initial load"));
        }

        deltas.handOver(loaded(beginning));

        assertThat(watermark()).contains(NOW);
    }

    @Test
    void aDeltaThatBeganMeanwhileStopsTheHandOver() {
        FirstDelta.Beginning beginning = deltas.note();
        try (StateDatabase database = StateDatabase.open(location)) {
            database.journal(Clock.systemUTC())
                    .plan(Delta.ofRows(ORDERS, new Window(null, null, NOW.plusHours(1)), "a replicator"));
        }

        assertThatThrownBy(() -> deltas.handOver(loaded(beginning)))
                .isInstanceOf(InitialLoadException.class)
                .hasMessageContaining("began during its initial load");
    }

    private Optional<LocalDateTime> watermark() {
        try (StateDatabase database = StateDatabase.open(location)) {
            return database.journal(Clock.systemUTC()).watermark(ORDERS);
        }
    }

    private static LoadState loaded(FirstDelta.Beginning beginning) {
        return LoadState.noted(
                        ORDERS,
                        beginning.sequence(),
                        beginning.upper(),
                        new StorageFolder("gs://bucket/f"),
                        Instant.EPOCH)
                .readFrom("hdfs://a/b", null);
    }

    /** A source whose clock stands still. */
    private static final class ClockOnly implements DeltaSource {
        @Override
        public Optional<Delta> discover(DeltaHistory history) {
            return Optional.of(Delta.ofRows(ORDERS, new Window(null, null, NOW), "SELECT"));
        }

        @Override
        public Extraction extract(Delta delta, PartSink parts) {
            throw new IllegalStateException("no row is read, but " + List.of(delta));
        }

        @Override
        public void close() {}
    }
}
