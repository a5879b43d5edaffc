package dev.landfall.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landfall.core.failure.ErrorDetail;
import dev.landfall.core.landing.FileEncoding;
import dev.landfall.core.landing.Layout;
import dev.landfall.core.table.ColumnName;
import dev.landfall.core.table.DatasetName;
import dev.landfall.core.table.FileFormat;
import dev.landfall.core.table.TableId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who may take a table's next step, by what every store of the ledger must keep of it. */
public abstract class LeaseContract extends LoadBudgetContract {
    static final Instant NOON = Instant.parse("2026-11-22T12:00:00.123456Z");
    static final TableId ORDERS = TableId.of("sales", "orders");
    static final DatasetName STAGING = new DatasetName("staging");
    static final Duration MINUTE = Duration.ofMinutes(1);
    static final ErrorDetail ERROR = new ErrorDetail("invalid", "bad bytes", "correct them");

    LedgerStore store = new InMemoryLedgerStore();
    Ledger ledger = new Ledger(store, Clock.systemUTC());

    @BeforeEach
    void start() throws Exception {
        store = store();
        ledger = at(NOON);
    }

    @Test
    void whoeverComesInVainIsSeenBeforeTheLeaseIsGivenUp() {
        Lease lease = lease(LeaseKind.LOAD, "e1");
        assertThat(ledger.acquire(ORDERS, LeaseKind.LOAD, "e2", MINUTE)).isEmpty();
        assertThat(ledger.acquire(ORDERS, LeaseKind.LOAD, "e3", MINUTE)).isEmpty();
        assertThat(ledger.acquire(ORDERS, LeaseKind.MERGE, "m1", MINUTE)).isPresent();
        assertThat(ledger.release(lease)).isEqualTo(Release.LOOK_AGAIN);
        assertThat(ledger.release(lease)).isEqualTo(Release.RELEASED);
        assertThat(ledger.release(lease)).isEqualTo(Release.LOST);
        assertThat(ledger.acquire(ORDERS, LeaseKind.LOAD, "e2", MINUTE)).isPresent();
    }

    @Test
    void anExpiredLeaseIsTakenOverAndItsHolderIsFencedOff() {
        Lease dead = lease(LeaseKind.LOAD, "e1");
        BatchRecord batch = open(dead, file("a.avro", 1));
        assertThat(at(NOON.plusSeconds(59)).acquire(ORDERS, LeaseKind.LOAD, "e2", MINUTE))
                .isEmpty();
        Optional<Lease> next = at(NOON.plusSeconds(60)).acquire(ORDERS, LeaseKind.LOAD, "e2", MINUTE);
        assertThat(next.orElseThrow().token()).isGreaterThan(dead.token());
        assertThatThrownBy(() -> ledger.stage(dead, batch, 1)).isInstanceOf(LeaseLostException.class);
        assertThat(ledger.release(dead)).isEqualTo(Release.LOST);
        ledger.abandon(dead);
        ledger.stage(next.orElseThrow(), batch, 1);
    }

    /** A holder that was paused past its lease wakes up: nothing that it still wants to write is taken. */
    @Test
    void aPausedHolderCanTakeNoStepAnyMore() {
        Lease paused = lease(LeaseKind.LOAD, "e1");
        BatchRecord batch = open(paused, file("a.avro", 1));
        ledger.record(file("b.avro", 1));
        MergeRecord merge = new MergeRecord("m", 1, List.of(batch.id()), 0, null, null);
        Lease next = at(NOON.plusSeconds(60))
                .acquire(ORDERS, LeaseKind.LOAD, "e2", MINUTE)
                .orElseThrow();
        FileRecord before = ledger.file(file("a.avro", 1).id()).orElseThrow();
        List<ThrowingCallable> steps = List.of(
                () -> ledger.open(paused, batch.content(), STAGING),
                () -> ledger.retryLoad(paused, batch, ERROR),
                () -> ledger.stage(paused, batch, 1),
                () -> ledger.fail(paused, batch, ERROR),
                () -> ledger.split(paused, batch, ERROR),
                () -> ledger.merges().begin(paused, List.of(batch.id())),
                () -> ledger.merges().takeFiles(paused, batch, "job"),
                () -> ledger.merges().retry(paused, merge),
                () -> ledger.merges().dissolve(paused, merge),
                () -> ledger.merges().fail(paused, merge, ERROR),
                () -> ledger.merges().finish(paused, merge, MergeCounts.NONE));
        for (ThrowingCallable step : steps) {
            assertThatThrownBy(step).isInstanceOf(LeaseLostException.class);
        }
        assertThat(ledger.file(before.id())).contains(before);
        assertThat(ledger.stage(next, batch, 1).state()).isEqualTo(BatchState.STAGED);
    }

    @Test
    void aRedeliveredEventTakesItsOwnLeaseOverAtOnce() {
        Lease dead = lease(LeaseKind.MERGE, "m1");
        Lease alive = lease(LeaseKind.MERGE, "m1");
        assertThat(alive.token()).isGreaterThan(dead.token());
        assertThatThrownBy(() -> ledger.merges().begin(dead, List.of())).isInstanceOf(LeaseLostException.class);
        ledger.abandon(alive);
        assertThat(ledger.acquire(ORDERS, LeaseKind.MERGE, "m2", MINUTE)).isPresent();
    }

    @Test
    void oneOfManyRacersGetsTheLease() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(6);
        try {
            List<Callable<Optional<Lease>>> racers = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                String event = "e" + i;
                racers.add(() -> ledger.acquire(ORDERS, LeaseKind.LOAD, event, MINUTE));
            }
            int winners = 0;
            for (Future<Optional<Lease>> racer : threads.invokeAll(racers)) {
                winners += racer.get().isPresent() ? 1 : 0;
            }
            assertThat(winners).isEqualTo(1);
            assertThat(ledger.table(ORDERS).orElseThrow().loadLease().wanted()).isTrue();
        } finally {
            threads.shutdownNow();
        }
    }

    final BatchRecord open(Lease lease, FileRecord... files) {
        for (FileRecord file : files) {
            ledger.record(file);
        }
        List<FileRecord> list = List.of(files);
        FileRecord first = list.get(0);
        return ledger.open(
                lease,
                new BatchContent(
                        list.stream().map(FileRecord::id).toList(),
                        list.stream().map(file -> file.object().uri()).toList(),
                        first.toLoad().encoding(),
                        first.toLoad().layout(),
                        first.toLoad().sequence()),
                STAGING);
    }

    final Lease lease(LeaseKind kind, String event) {
        return ledger.acquire(ORDERS, kind, event, MINUTE).orElseThrow();
    }

    final Ledger at(Instant now) {
        return new Ledger(store, Clock.fixed(now, ZoneOffset.UTC));
    }

    static FileRecord file(String name, long generation) {
        return FileRecord.landed(
                new LandedObject("landing", "landing/sales/orders/" + name, generation, 100, "AAAAAA=="),
                ORDERS,
                new Loadable(
                        new FileEncoding(FileFormat.AVRO, false),
                        new Layout("landing/sales/orders", List.of(new ColumnName("dt"))),
                        generation),
                NOON);
    }
}
