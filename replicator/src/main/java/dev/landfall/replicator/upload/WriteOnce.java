package dev.landfall.replicator.upload;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import dev.failsafe.function.CheckedSupplier;
import dev.landfall.replicator.failure.ReplicationException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * Delivers each object exactly once under its name, however often it is tried. A taken name is a success if the object
 * there has the same size and checksum. If it has not, but an earlier try of the same delta wrote it (the source gave
 * its rows in another order, or they changed since), the content is delivered beside it under a name made from its
 * checksum, where that is harmless; anything else is an error. Safe for use by several threads.
 */
public final class WriteOnce {
    /** Custom metadata: the delta that an object belongs to. */
    public static final String DELTA_METADATA = "landfall-delta";

    private static final String MOVE_ON = "Objects in the landing bucket are never overwritten. ";

    private final ObjectSink sink;
    private final RetryPolicy<Object> retries;

    public WriteOnce(ObjectSink sink) {
        this(sink, retries(Duration.ofSeconds(1), Duration.ofSeconds(30)));
    }

    WriteOnce(ObjectSink sink, RetryPolicy<Object> retries) {
        this.sink = sink;
        this.retries = retries;
    }

    static RetryPolicy<Object> retries(Duration first, Duration longest) {
        return RetryPolicy.builder()
                .handle(TransientUploadException.class)
                .withBackoff(first, longest)
                .withJitter(0.25)
                .withMaxRetries(6)
                .build();
    }

    /**
     * Delivers the object.
     *
     * @param secondCopyIsHarmless whether rows of an earlier try may stay beside this one's: true for a target merged
     *     by key, false for one that only grows
     * @throws ReplicationException when the bucket did not take it
     */
    public StoredObject deliver(NewObject object, boolean secondCopyIsHarmless) {
        Optional<StoredObject> created = retrying(() -> sink.createIfAbsent(object));
        if (created.isPresent()) {
            return verified(created.get(), object);
        }
        StoredObject taken = retrying(() -> sink.find(object.name()))
                .orElseThrow(() -> ReplicationException.landing(place(object.name())
                        + " was there a moment ago and is gone now: something deletes from the landing bucket."
                        + " Run again when it has stopped"));
        if (taken.holds(object)) {
            return taken;
        }
        return deliverBeside(object, taken, secondCopyIsHarmless);
    }

    private StoredObject deliverBeside(NewObject object, StoredObject taken, boolean secondCopyIsHarmless) {
        String delta = object.metadata().getOrDefault(DELTA_METADATA, "");
        if (!delta.equals(taken.metadata().get(DELTA_METADATA))) {
            throw ReplicationException.landing(place(object.name()) + " exists with other content (" + taken.size()
                    + " bytes, CRC32C " + taken.crc32c() + ") and was not written by delta " + delta + ". " + MOVE_ON
                    + "Find out who writes there; move the object away to let this delta pass");
        }
        if (!secondCopyIsHarmless) {
            throw ReplicationException.landing(place(object.name()) + " was delivered by an earlier try of delta "
                    + delta + " with other rows, and in a table of mode append rows that come twice would stay."
                    + " " + MOVE_ON
                    + "If no load has taken the objects of this delta yet, delete them and run again");
        }
        NewObject beside = object.named(besideName(object));
        Optional<StoredObject> created = retrying(() -> sink.createIfAbsent(beside));
        StoredObject stored = created.or(() -> retrying(() -> sink.find(beside.name())))
                .orElseThrow(() -> ReplicationException.landing(place(beside.name()) + " vanished while delivered"));
        return verified(stored, beside);
    }

    private static String besideName(NewObject object) {
        int dot = object.name().lastIndexOf('.');
        return object.name().substring(0, dot) + "-" + object.crc32c().hex()
                + object.name().substring(dot);
    }

    private StoredObject verified(StoredObject stored, NewObject object) {
        if (!stored.holds(object)) {
            throw ReplicationException.landing(place(stored.name()) + " has " + stored.size() + " bytes with CRC32C "
                    + stored.crc32c() + ", but " + object.size() + " bytes with " + object.crc32c() + " were sent");
        }
        return stored;
    }

    private String place(String name) {
        return sink.uri() + "/" + name;
    }

    private <T> T retrying(CheckedSupplier<T> call) {
        try {
            return Failsafe.with(retries).get(call);
        } catch (FailsafeException e) {
            Throwable cause = e.getCause() instanceof IOException ? e.getCause() : e;
            throw ReplicationException.landing(String.valueOf(cause.getMessage()), cause);
        }
    }
}
