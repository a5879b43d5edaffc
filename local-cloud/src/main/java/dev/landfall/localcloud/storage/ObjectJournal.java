package dev.landfall.localcloud.storage;

import com.google.gson.JsonObject;
import dev.landfall.localcloud.journal.Journal;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Notes what happens to buckets and objects, in the form that {@link KeptObjects} reads. Thread-safe. */
final class ObjectJournal {
    static final String KIND = "change";
    static final String OBJECT = "object";
    static final String NAME = "name";
    static final String BUCKET = "bucket";
    static final String FROM = "from";

    /** What a change says. */
    enum Kind {
        BUCKET,
        BUCKET_DELETED,
        /** A new generation, whose event is to be delivered. */
        CREATED,
        /** The state of an object, of which nobody is told. */
        STATE,
        DELETED,
        /** A generation whose event is to be delivered, whether it is still live or not. */
        UNTOLD,
        /** The event of a generation has been delivered. */
        TOLD
    }

    private final Journal journal;

    ObjectJournal(Journal journal) {
        this.journal = journal;
    }

    void created(Bucket bucket) {
        JsonObject change = change(Kind.BUCKET);
        change.addProperty(NAME, bucket.name());
        change.addProperty("location", bucket.location());
        change.addProperty("created", bucket.created().toString());
        append(change);
    }

    void deleted(Bucket bucket) {
        JsonObject change = change(Kind.BUCKET_DELETED);
        change.addProperty(NAME, bucket.name());
        append(change);
    }

    /** @param movedFrom the name that the object loses, if it had another one */
    void created(StoredObject object, Optional<String> movedFrom) {
        JsonObject change = change(Kind.CREATED, object);
        movedFrom.ifPresent(from -> change.addProperty(FROM, from));
        append(change);
    }

    void state(StoredObject object) {
        append(change(Kind.STATE, object));
    }

    void deleted(StoredObject object) {
        JsonObject change = change(Kind.DELETED);
        change.addProperty(BUCKET, object.bucket());
        change.addProperty(NAME, object.name());
        append(change);
    }

    void untold(StoredObject object) {
        append(change(Kind.UNTOLD, object));
    }

    void told(StoredObject object) {
        JsonObject change = change(Kind.TOLD);
        change.addProperty("generation", object.generation());
        append(change);
    }

    private static JsonObject change(Kind kind, StoredObject object) {
        JsonObject change = change(kind);
        change.add(OBJECT, KeptObjects.json(object));
        return change;
    }

    private static JsonObject change(Kind kind) {
        JsonObject change = new JsonObject();
        change.addProperty(KIND, kind.name());
        return change;
    }

    private void append(JsonObject change) {
        journal.append(change.toString().getBytes(StandardCharsets.UTF_8));
    }
}
