package dev.landfall.localcloud.firestore;

import io.grpc.Context;
import io.grpc.Status;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads lock: what a transaction has read, nobody else changes until it ends. That holds for documents, for documents
 * found missing, and for every document that does or would match a query it ran. Locks are shared by readers. A commit
 * that would change what others have locked waits, and is refused after {@link #LOCK_DEADLINE}.
 *
 * <p>Deadlocks are avoided by age (wound-wait): a transaction waits for older ones only, and takes the locks of younger
 * ones away, which are then refused when they next read or commit. A transaction that is tried again keeps its age, so
 * that it wins at last. Writes outside transactions wait for everybody.
 *
 * <p>It calls the store without holding its own lock, and is called by it inside commits: the order is store, then this.
 */
final class PessimisticIsolation implements Isolation {
    /** Google's limit on the wait for a lock. */
    static final Duration LOCK_DEADLINE = Duration.ofSeconds(20);

    /** A waiter looks this often whether a lock has expired or its client has hung up, which wake nobody. */
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final DocumentStore store;
    private final Clock clock;
    private final long patienceNanos;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition released = lock.newCondition();
    // The next three are guarded by the lock.
    private final Set<Transaction> holders = new HashSet<>();
    private final Set<Transaction> wounded = new HashSet<>();
    private long releases;

    /** @param clock tells which transactions have expired */
    PessimisticIsolation(DocumentStore store, Clock clock, Duration lockDeadline) {
        this.store = store;
        this.clock = clock;
        this.patienceNanos = lockDeadline.toNanos();
    }

    @Override
    public long readTime(Transaction transaction) {
        return store.readTime();
    }

    /** Any commit that did not yet see the lock is finished by the time this returns, and so is seen. */
    @Override
    public long documentRead(Transaction transaction, ResourcePath name) {
        hold(transaction);
        transaction.reads().addDocument(name);
        return store.readTime();
    }

    @Override
    public long queryRead(Transaction transaction, QueryPlan query) {
        hold(transaction);
        transaction.reads().addQuery(query);
        return store.readTime();
    }

    private void hold(Transaction transaction) {
        lock.lock();
        try {
            refuseIfWounded(transaction);
            holders.add(transaction);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public <T> T commit(@Nullable Transaction transaction, Function<Draft, T> body) {
        long begun = System.nanoTime();
        while (true) {
            long before = releases();
            Optional<T> result = store.commitIf(draft -> mayCommit(transaction, draft), body);
            if (result.isPresent()) {
                return result.get();
            }
            awaitRelease(before, begun);
        }
    }

    private boolean mayCommit(@Nullable Transaction transaction, Draft draft) {
        lock.lock();
        try {
            Instant now = clock.instant();
            if (transaction != null) {
                refuseIfWounded(transaction);
                if (transaction.isExpired(now)) {
                    throw Refusal.transactionEnded();
                }
            }
            holders.removeIf(holder -> holder.isOver(now));
            wounded.removeIf(victim -> victim.isOver(now));
            List<Transaction> inTheWay = holders.stream()
                    .filter(holder -> holder != transaction && holder.reads().isTouchedBy(draft))
                    .toList();
            boolean free = true;
            for (Transaction holder : inTheWay) {
                if (transaction != null && transaction.isOlderThan(holder)) {
                    wound(holder);
                } else {
                    free = false;
                }
            }
            return free;
        } finally {
            lock.unlock();
        }
    }

    private void wound(Transaction victim) {
        holders.remove(victim);
        wounded.add(victim);
        releases++;
        released.signalAll();
    }

    private void refuseIfWounded(Transaction transaction) {
        if (wounded.contains(transaction)) {
            throw Refusal.contention();
        }
    }

    private long releases() {
        lock.lock();
        try {
            return releases;
        } finally {
            lock.unlock();
        }
    }

    private void awaitRelease(long before, long begun) {
        long left = patienceNanos - (System.nanoTime() - begun);
        if (left <= 0) {
            throw Refusal.lockTimeout();
        }
        if (Context.current().isCancelled()) {
            throw Status.CANCELLED.withDescription("The client hung up.").asRuntimeException();
        }
        lock.lock();
        try {
            long rest = Math.min(left, LOOK_NANOS);
            while (releases == before && rest > 0) {
                rest = released.awaitNanos(rest);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Status.UNAVAILABLE.withDescription("The server stops.").asRuntimeException();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void ended(Transaction transaction) {
        lock.lock();
        try {
            holders.remove(transaction);
            wounded.remove(transaction);
            releases++;
            released.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
