package dev.landfall.core.ledger;

import dev.landfall.core.table.TableId;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Works under a lease until nobody came in vain. Whoever does not get the lease returns at once: the holder sees its
 * work before it lets go.
 */
public final class Drain {
    private final Ledger ledger;
    private final LeaseKind kind;
    private final Duration lease;

    /** @param lease longer than a run may take, so that it expires only for the dead */
    public Drain(Ledger ledger, LeaseKind kind, Duration lease) {
        this.ledger = ledger;
        this.kind = kind;
        this.lease = lease;
    }

    /** How a run ended. */
    public enum End {
        /** All work that was there is done. */
        DONE,
        /** Another event holds the lease and will see this one's work. */
        LEFT_TO_HOLDER,
        /** Another run took the lease over and goes on. */
        TAKEN_OVER
    }

    /**
     * Runs the work, again and again while somebody comes in vain.
     *
     * @param event its redelivery may take the lease over
     * @throws RuntimeException what the work throws, but for a lost lease; the lease is given up, so that the event can
     *     be delivered again
     */
    public End run(TableId table, String event, Consumer<Lease> work) {
        Optional<Lease> held = ledger.acquire(table, kind, event, lease);
        if (held.isEmpty()) {
            return End.LEFT_TO_HOLDER;
        }
        try {
            Release release;
            do {
                work.accept(held.get());
                release = ledger.release(held.get());
            } while (release == Release.LOOK_AGAIN);
            return release == Release.LOST ? End.TAKEN_OVER : End.DONE;
        } catch (LeaseLostException e) {
            return End.TAKEN_OVER;
        } catch (RuntimeException e) {
            try {
                ledger.abandon(held.get());
            } catch (RuntimeException second) {
                e.addSuppressed(second);
            }
            throw e;
        }
    }
}
