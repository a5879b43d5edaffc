package dev.landfall.localcloud.bigquery.catalog;

import dev.landfall.localcloud.bigquery.schema.TableName;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/** One writer per table at a time; who waits longest is next. Locks belong to threads. Thread-safe. */
public final class TableLocks {
    private final Map<TableName, ReentrantLock> locks = new ConcurrentHashMap<>();

    /** A held lock. */
    public interface Held extends AutoCloseable {
        @Override
        void close();
    }

    /** Waits for the table. */
    public Held lock(TableName name) {
        ReentrantLock lock = locks.computeIfAbsent(name, key -> new ReentrantLock(true));
        lock.lock();
        return lock::unlock;
    }

    /** Waits for the table, but not longer than this; empty if someone else still holds it. */
    public Optional<Held> lock(TableName name, Duration patience) {
        ReentrantLock lock = locks.computeIfAbsent(name, key -> new ReentrantLock(true));
        try {
            return lock.tryLock(patience.toMillis(), TimeUnit.MILLISECONDS)
                    ? Optional.of(lock::unlock)
                    : Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
