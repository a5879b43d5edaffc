package dev.landfall.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.core.budget.JobMeter;
import dev.landfall.core.budget.JobQuota;
import dev.landfall.core.budget.LoadBudget;
import dev.landfall.core.budget.LoadDecision;
import dev.landfall.core.budget.LoadDemand;
import dev.landfall.core.table.TableId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** How a table waits for its budget of load jobs, by what every store of the ledger must keep of it. */
public abstract class LoadBudgetContract {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00.123456Z");
    private static final TableId ORDERS = TableId.of("sales", "orders");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final int JOBS_AT_ONCE = 6;
    private static final LoadBudget SMALL = new LoadBudget(new JobQuota(4 * JOBS_AT_ONCE), new JobQuota(2_400), 2);

    /** An empty store. */
    protected abstract LedgerStore store() throws Exception;

    @Test
    void aTableWithoutBudgetWaitsAndTheRefusedEventIsItsAlarm() throws Exception {
        LedgerStore store = store();
        Ledger ledger = new Ledger(store, Clock.fixed(NOON, ZoneOffset.UTC));
        Lease lease = ledger.acquire(ORDERS, LeaseKind.LOAD, "e1", HOUR).orElseThrow();
        for (int job = 0; job < JOBS_AT_ONCE; job++) {
            assertThat(charge(ledger, lease).jobs()).isEqualTo(1);
        }
        LoadDecision refused = charge(ledger, lease);
        assertThat(refused.jobs()).isZero();
        Instant until = Objects.requireNonNull(refused.until());
        assertThat(until).isAfter(NOON);
        JobMeter used = new JobMeter(JOBS_AT_ONCE, NOON);
        assertThat(ledger.table(ORDERS).orElseThrow().loads()).isEqualTo(new LoadUse(used, until, "e1"));
        assertThat(store.<JobMeter>transact(transaction -> transaction.meter(1)))
                .isEqualTo(used);
        assertThat(store.<JobMeter>transact(transaction -> transaction.meter(0)))
                .isEqualTo(JobMeter.EMPTY);

        ledger.abandon(lease);
        assertThat(ledger.acquire(ORDERS, LeaseKind.LOAD, "e2", HOUR)).isEmpty();
        ledger.abandon(ledger.acquire(ORDERS, LeaseKind.LOAD, "e1", HOUR).orElseThrow());

        Ledger later = new Ledger(store, Clock.fixed(until, ZoneOffset.UTC));
        Lease other = later.acquire(ORDERS, LeaseKind.LOAD, "e2", HOUR).orElseThrow();
        assertThat(charge(later, other).jobs()).isEqualTo(1);
        LoadUse after = later.table(ORDERS).orElseThrow().loads();
        assertThat(after.notBefore()).isNull();
        assertThat(after.alarm()).isNull();
    }

    private static LoadDecision charge(Ledger ledger, Lease lease) {
        return ledger.charge(lease, SMALL, LoadDemand.exactly(1), 1);
    }
}
