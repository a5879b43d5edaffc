package dev.landfall.replicator.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landfall.core.table.TableId;
import dev.landfall.replicator.RealPostgres;
import dev.landfall.replicator.checksum.Crc32c;
import dev.landfall.replicator.delta.DeliveredPart;
import dev.landfall.replicator.delta.Delta;
import dev.landfall.replicator.delta.DeltaState;
import dev.landfall.replicator.delta.Extraction;
import dev.landfall.replicator.delta.SequencedFile;
import dev.landfall.replicator.delta.SourceFile;
import dev.landfall.replicator.window.Window;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The state of several replicas, in a real PostgreSQL. */
@SuppressWarnings("NullAway.Init")
final class PostgresStateTest {
    private static final TableId TABLE = TableId.of("sales", "orders");
    private static final LocalDateTime NOON = LocalDateTime.parse("2026-03-29T02:30:00.123456");
    private static final DeliveredPart PART = new DeliveredPart("landing/x", 5, 7, new Crc32c(9), 3L);

    private final RealPostgres postgres = RealPostgres.newDatabase();

    @TempDir
    Path folder;

    @Test
    void aDeltaGoesThroughItsStatesAndIsThereAfterReopening() {
        Delta delta = Delta.ofRows(TABLE, new Window(null, null, NOON), "query");
        Delta files = Delta.ofFiles(
                TABLE, List.of(new SequencedFile(new SourceFile("/a", 1, 2, 3), delta.sequence() + 1)), "files");
        try (StateDatabase state = open()) {
            DeltaJournal journal = state.journal(Clock.systemUTC());
            journal.plan(delta);
            assertThat(journal.resume(TABLE)).contains(delta);
            journal.uploaded(delta, List.of(PART), new Extraction(1L, 2L, new Extraction.Overlap(0, 4), "{}"));
            assertThat(journal.unfinished(TABLE).orElseThrow().state()).isEqualTo(DeltaState.UPLOADED);
            journal.done(delta);
            journal.plan(files);
        }
        try (StateDatabase state = open()) {
            DeltaJournal journal = state.journal(Clock.systemUTC());
            assertThat(journal.watermark(TABLE)).contains(NOON);
            assertThat(journal.unfinished(TABLE)).contains(files);
            assertThat(journal.lastSequence(TABLE)).isEqualTo(files.sequence());
            assertThat(journal.unknown(TABLE, List.of(new SourceFile("/a", 1, 2, 3))))
                    .isEmpty();
        }
    }

    @Test
    void lateRowsAreThoseThatTheWindowBeforeHadNotSeen() {
        Delta first = Delta.ofRows(TABLE, new Window(null, null, NOON), "query");
        Delta second = Delta.ofRows(TABLE, new Window(NOON, NOON.minusMinutes(5), NOON.plusHours(1)), "query");
        try (StateDatabase state = open()) {
            DeltaJournal journal = state.journal(Clock.systemUTC());
            deliver(journal, first, new Extraction.Overlap(0, 4));
            deliver(journal, second, new Extraction.Overlap(7, 0));

            List<AuditTrail.DeltaEntry> deltas =
                    state.auditTrail(Clock.systemUTC()).deltas(TABLE, 10);
            assertThat(deltas).extracting(AuditTrail.DeltaEntry::lateRows).containsExactly(3L, null);
            assertThat(deltas.get(0).digest()).hasSize(64);
        }
    }

    private static void deliver(DeltaJournal journal, Delta delta, Extraction.Overlap overlap) {
        journal.plan(delta);
        journal.uploaded(delta, List.of(PART), new Extraction(0L, 0L, overlap, "{}"));
        journal.done(delta);
    }

    @Test
    void aTableHasOneHolderUntilItIsReleasedOrItsLeaseExpires() {
        try (StateDatabase state = open();
                Leases first = state.leases("first", Duration.ofSeconds(60));
                Leases second = state.leases("second", Duration.ofSeconds(60))) {
            Lease held = first.claim(TABLE).orElseThrow();
            assertThat(second.claim(TABLE)).isEmpty();
            assertThat(first.claim(TABLE)).isEmpty();
            assertThat(second.holder(TABLE)).contains("first");

            first.release(held);
            assertThat(second.claim(TABLE).orElseThrow().token()).isEqualTo(held.token() + 1);
        }
    }

    @Test
    void aLivingHolderKeepsItsLeaseAndADeadOneLosesIt() {
        try (StateDatabase state = open();
                Leases second = state.leases("second", Duration.ofSeconds(60))) {
            try (Leases first = state.leases("first", Duration.ofSeconds(1))) {
                assertThat(first.claim(TABLE)).isPresent();
                long until = System.nanoTime() + Duration.ofSeconds(3).toNanos();
                while (System.nanoTime() < until) {
                    assertThat(second.claim(TABLE)).isEmpty();
                }
            }
            // Closed, it renews no more, like one that died.
            long until = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            Optional<Lease> taken = Optional.empty();
            while (taken.isEmpty() && System.nanoTime() < until) {
                taken = second.claim(TABLE);
            }
            assertThat(taken).isPresent();
        }
    }

    @Test
    void aHolderThatLostItsLeaseCannotTakeAnotherStep() {
        Delta delta = Delta.ofRows(TABLE, new Window(null, null, NOON), "query");
        try (StateDatabase state = open();
                Leases first = state.leases("first", Duration.ofSeconds(60));
                Leases second = state.leases("second", Duration.ofSeconds(60))) {
            Lease lost = first.claim(TABLE).orElseThrow();
            DeltaJournal slow = state.journal(Clock.systemUTC(), "run", lost);
            slow.plan(delta);
            first.release(lost);
            Lease held = second.claim(TABLE).orElseThrow();

            assertThatThrownBy(() -> slow.uploaded(delta, List.of(PART), Extraction.SILENT))
                    .hasMessageContaining("Another replica took sales.orders over");
            DeltaJournal journal = state.journal(Clock.systemUTC(), "run", held);
            journal.uploaded(journal.resume(TABLE).orElseThrow(), List.of(PART), Extraction.SILENT);
        }
    }

    @Test
    void twoReplicasMayBringTheTablesUpToDateAtOnce() throws InterruptedException {
        List<Thread> replicas = List.of(new Thread(() -> open().close()), new Thread(() -> open().close()));
        replicas.forEach(Thread::start);
        for (Thread replica : replicas) {
            replica.join();
        }
        try (StateDatabase state = open()) {
            assertThat(state.auditTrail(Clock.systemUTC()).runs(1)).isEmpty();
        }
    }

    private StateDatabase open() {
        return StateDatabase.open(postgres.state(folder));
    }
}
