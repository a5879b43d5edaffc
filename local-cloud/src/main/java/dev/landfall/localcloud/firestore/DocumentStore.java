package dev.landfall.localcloud.firestore;

import com.google.firestore.v1.Document;
import com.google.protobuf.Timestamp;
import dev.landfall.localcloud.journal.Journal;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All documents of all databases, versioned by commit time. Commits are one at a time, under the only lock; a read names
 * the time it wants to see, takes no lock, and sees every commit up to that time and none after.
 */
final class DocumentStore {
    /** How far back a client may ask to read. */
    static final Duration RETENTION = Duration.ofMinutes(5);

    /** Past states are kept longer, because a transaction may begin that far back and then go on reading. */
    private static final Duration KEPT = RETENTION.plus(Transaction.MAX_AGE);

    private record Superseding(ResourcePath name, Version version) {}

    private final Clock clock;
    private final Journal journal;
    private final ReentrantLock lock = new ReentrantLock();
    private final ConcurrentNavigableMap<ResourcePath, DocumentCollection> collections = new ConcurrentSkipListMap<>();
    private final List<Runnable> commitListeners = new CopyOnWriteArrayList<>();
    // The next two are guarded by the lock.
    private final ArrayDeque<Superseding> superseding = new ArrayDeque<>();
    private long lastMicros;

    /** States before this time are not known: a restart keeps the last state only. */
    private final long knownSinceMicros;

    /** One that is empty and forgets. */
    DocumentStore(Clock clock) {
        this(clock, List.of(), Journal.NONE);
    }

    /**
     * @param kept the documents to begin with
     * @param journal told of every commit, under the lock and before anybody sees it
     */
    DocumentStore(Clock clock, Iterable<Document> kept, Journal journal) {
        this.clock = clock;
        this.journal = journal;
        for (Document document : kept) {
            long micros = Micros.of(document.getUpdateTime());
            lastMicros = Math.max(lastMicros, micros);
            append(ResourcePath.parseDocument(document.getName()), micros, document);
        }
        this.knownSinceMicros = journal == Journal.NONE ? 0 : readTime();
    }

    /** A time to read at: now. Every later commit gets a later time. */
    long readTime() {
        lock.lock();
        try {
            lastMicros = Math.max(lastMicros, Micros.of(clock.instant()));
            return lastMicros;
        } finally {
            lock.unlock();
        }
    }

    /** Checks a time that a client asks to read at. */
    long pastReadTime(Timestamp requested) {
        long micros = Micros.of(requested);
        long now = readTime();
        if (micros > now) {
            throw Refusal.invalid("The requested 'read_time' cannot be in the future.");
        }
        if (micros < knownSinceMicros) {
            throw Refusal.failedPrecondition("The requested 'read_time' lies before the last start of this server,"
                    + " which kept only the state of that time.");
        }
        if (micros <= now - RETENTION.toNanos() / 1000) {
            throw Refusal.failedPrecondition("The requested 'read_time' is too old: this server keeps "
                    + RETENTION.toMinutes() + " minutes of past states.");
        }
        return micros;
    }

    /** Whether a difference since that time can still be told. */
    boolean remembers(long micros) {
        long now = readTime();
        return micros <= now && micros >= knownSinceMicros && micros > now - RETENTION.toNanos() / 1000;
    }

    @Nullable
    Document get(ResourcePath name, long atMicros) {
        DocumentCollection collection = collections.get(name.parent());
        return collection == null ? null : collection.get(name, atMicros);
    }

    boolean changedAfter(ResourcePath name, long micros) {
        DocumentCollection collection = collections.get(name.parent());
        return collection != null && collection.changedAfter(name, micros);
    }

    Optional<DocumentCollection> collection(ResourcePath path) {
        return Optional.ofNullable(collections.get(path));
    }

    /** Every collection below a document or a database's root, at any depth, in the order of paths. */
    Stream<Map.Entry<ResourcePath, DocumentCollection>> collectionsBelow(ResourcePath ancestor) {
        return collections.tailMap(ancestor, true).entrySet().stream()
                .dropWhile(entry -> entry.getKey().equals(ancestor))
                .takeWhile(entry -> entry.getKey().isBelow(ancestor));
    }

    /**
     * Runs the body alone, at a commit time later than any before; what it drafts becomes visible at once, or, if it
     * throws, never.
     */
    <T> T commit(Function<Draft, T> body) {
        return commitIf(draft -> true, body).orElseThrow();
    }

    /** Like {@link #commit}, but asks, once the body has run, whether to publish; empty if not. */
    <T> Optional<T> commitIf(Predicate<Draft> permission, Function<Draft, T> body) {
        T result;
        lock.lock();
        try {
            long commitMicros = Math.max(lastMicros + 1, Micros.of(clock.instant()));
            lastMicros = commitMicros;
            Draft draft = new Draft(this, commitMicros);
            result = body.apply(draft);
            if (!permission.test(draft)) {
                return Optional.empty();
            }
            if (!draft.changes().isEmpty()) {
                journal.append(DocumentChanges.encode(draft.changes()));
            }
            draft.changes().forEach((name, document) -> append(name, commitMicros, document.orElse(null)));
            forget(commitMicros - KEPT.toNanos() / 1000);
        } finally {
            lock.unlock();
        }
        commitListeners.forEach(Runnable::run);
        return Optional.of(result);
    }

    /** @param listener called after each commit by the committing thread; it must not block */
    void addCommitListener(Runnable listener) {
        commitListeners.add(listener);
    }

    void removeCommitListener(Runnable listener) {
        commitListeners.remove(listener);
    }

    private void append(ResourcePath name, long commitMicros, @Nullable Document document) {
        DocumentCollection collection = collections.computeIfAbsent(name.parent(), path -> new DocumentCollection());
        superseding.add(new Superseding(name, collection.append(name, commitMicros, document)));
    }

    private void forget(long beforeMicros) {
        Superseding oldest = superseding.peek();
        while (oldest != null && oldest.version().commitMicros() < beforeMicros) {
            ResourcePath name = oldest.name();
            Version version = oldest.version();
            collection(name.parent()).ifPresent(collection -> collection.forgetBefore(name, version));
            superseding.remove();
            oldest = superseding.peek();
        }
    }
}
