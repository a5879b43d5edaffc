package dev.landfall.localcloud.storage;

import dev.landfall.localcloud.http.ApiException;
import java.util.Collections;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * The live objects of one bucket. Every change checks its preconditions and takes effect in one step; readers see
 * either side of it. Thread-safe.
 */
final class BucketObjects {
    private final Bucket bucket;
    private final ObjectJournal journal;
    private final WriteRate rate;
    private final NavigableMap<String, StoredObject> live = new ConcurrentSkipListMap<>(ObjectName.ORDER);
    private boolean deleted;

    /** What a change left, and what it replaced. */
    record Change(StoredObject now, Optional<StoredObject> before) {}

    /**
     * @param journal told of each change, inside its step and before anybody sees it
     * @param rate how often an object may change
     */
    BucketObjects(Bucket bucket, ObjectJournal journal, WriteRate rate) {
        this.bucket = bucket;
        this.rate = rate;
        this.journal = journal;
    }

    /** Takes over what an earlier run left. */
    void restore(StoredObject object) {
        live.put(object.name(), object);
    }

    Bucket bucket() {
        return bucket;
    }

    /** A live view in the order of a listing. */
    NavigableMap<String, StoredObject> view() {
        return Collections.unmodifiableNavigableMap(live);
    }

    Optional<StoredObject> find(String name) {
        return Optional.ofNullable(live.get(name));
    }

    StoredObject get(String name, Optional<Long> generation) {
        return find(name)
                .filter(object -> generation.isEmpty() || generation.get() == object.generation())
                .orElseThrow(() -> ApiException.notFound("No such object: " + bucket.name() + "/" + name
                        + generation.map(wanted -> "#" + wanted).orElse("")));
    }

    /** @param next makes the new generation, inside the step, so that later generations are also greater ones */
    synchronized Change put(String name, Preconditions preconditions, Supplier<StoredObject> next) {
        return put(name, Optional.empty(), preconditions, next);
    }

    private Change put(
            String name, Optional<String> movedFrom, Preconditions preconditions, Supplier<StoredObject> next) {
        if (deleted) {
            throw noSuchBucket();
        }
        Optional<StoredObject> before = find(name);
        preconditions.checkBeforeWrite(before);
        rate.spend(bucket.name(), name);
        StoredObject now = next.get();
        journal.created(now, movedFrom);
        live.put(name, now);
        return new Change(now, before);
    }

    synchronized StoredObject update(
            String name, Optional<Long> generation, Preconditions preconditions, UnaryOperator<StoredObject> change) {
        StoredObject before = get(name, generation);
        preconditions.checkBeforeWrite(Optional.of(before));
        rate.spend(bucket.name(), name);
        StoredObject now = change.apply(before);
        journal.state(now);
        live.put(name, now);
        return now;
    }

    synchronized StoredObject remove(String name, Optional<Long> generation, Preconditions preconditions) {
        StoredObject before = get(name, generation);
        preconditions.checkBeforeWrite(Optional.of(before));
        rate.spend(bucket.name(), name);
        journal.deleted(before);
        live.remove(name);
        return before;
    }

    /** Renames in one step: no reader sees both names, or neither. */
    synchronized Change move(
            String from,
            Preconditions sourcePreconditions,
            String to,
            Preconditions preconditions,
            UnaryOperator<StoredObject> rename) {
        StoredObject source = get(from, Optional.empty());
        sourcePreconditions.checkBeforeWrite(Optional.of(source));
        if (from.equals(to)) {
            throw ApiException.invalid("The source and the destination of a move are the same object: " + from);
        }
        Change change = put(to, Optional.of(from), preconditions, () -> rename.apply(source));
        live.remove(from);
        return change;
    }

    /** From now on nothing can be put; 409 if objects are left. */
    synchronized void delete() {
        if (!live.isEmpty()) {
            throw new ApiException(409, "conflict", "The bucket you tried to delete is not empty.");
        }
        journal.deleted(bucket);
        deleted = true;
    }

    static ApiException noSuchBucket() {
        return ApiException.notFound("The specified bucket does not exist.");
    }
}
