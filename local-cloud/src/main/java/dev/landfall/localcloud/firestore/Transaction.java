package dev.landfall.localcloud.firestore;

import com.google.protobuf.ByteString;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/** One open transaction. Thread-safe: a client may send its reads in parallel. */
final class Transaction {
    /** A transaction that is not used for this long ends, and after {@link #MAX_AGE} in any case. */
    static final Duration MAX_IDLE = Duration.ofSeconds(60);

    static final Duration MAX_AGE = Duration.ofSeconds(270);

    private final ByteString id;
    private final boolean readOnly;
    private final long order;
    private final Instant begun;
    private final ReadSet reads = new ReadSet();
    // The next three are guarded by this.
    private Instant lastUsed;
    private OptionalLong snapshotMicros;
    private boolean ended;

    /**
     * @param order smaller for older transactions; one that is tried again has that of its first attempt
     * @param snapshotMicros the time to read at, if the client has chosen one
     */
    Transaction(ByteString id, boolean readOnly, long order, OptionalLong snapshotMicros, Instant begun) {
        this.id = id;
        this.readOnly = readOnly;
        this.order = order;
        this.snapshotMicros = snapshotMicros;
        this.begun = begun;
        this.lastUsed = begun;
    }

    ByteString id() {
        return id;
    }

    boolean isReadOnly() {
        return readOnly;
    }

    boolean isOlderThan(Transaction other) {
        return order < other.order;
    }

    ReadSet reads() {
        return reads;
    }

    /** The time of the snapshot this transaction reads, fixed by its first read. */
    synchronized long snapshot(LongSupplier now) {
        if (snapshotMicros.isEmpty()) {
            snapshotMicros = OptionalLong.of(now.getAsLong());
        }
        return snapshotMicros.getAsLong();
    }

    synchronized void used(Instant now) {
        lastUsed = now;
    }

    synchronized void end() {
        ended = true;
    }

    synchronized boolean isOver(Instant now) {
        return ended || isExpired(now);
    }

    synchronized boolean isExpired(Instant now) {
        return now.isAfter(lastUsed.plus(MAX_IDLE)) || now.isAfter(begun.plus(MAX_AGE));
    }
}
