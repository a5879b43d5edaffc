package dev.landfall.localcloud.storage;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** What a journal says is there: buckets, the live generation of each object, and the events still to be delivered. */
final class KeptObjects {
    private final Path contents;
    private final Map<String, Bucket> buckets = new LinkedHashMap<>();
    private final Map<String, Map<String, StoredObject>> objects = new LinkedHashMap<>();
    private final Map<Long, StoredObject> untold = new LinkedHashMap<>();
    private long lastGeneration;

    /** @param contents the folder of the objects' bytes */
    KeptObjects(Path contents) {
        this.contents = contents;
    }

    Collection<Bucket> buckets() {
        return buckets.values();
    }

    Collection<StoredObject> objects(Bucket bucket) {
        return objects.getOrDefault(bucket.name(), Map.of()).values();
    }

    /** New generations of which not everybody was told, in the order of their creation. */
    Collection<StoredObject> untold() {
        return untold.values();
    }

    /** The greatest generation that ever was. */
    long lastGeneration() {
        return lastGeneration;
    }

    /** Repeats one change. */
    void replay(byte[] bytes) {
        JsonObject change = JsonParser.parseString(new String(bytes, StandardCharsets.UTF_8))
                .getAsJsonObject();
        switch (ObjectJournal.Kind.valueOf(change.get(ObjectJournal.KIND).getAsString())) {
            case BUCKET -> {
                Bucket bucket = new Bucket(
                        text(change, ObjectJournal.NAME),
                        text(change, "location"),
                        Instant.parse(text(change, "created")));
                buckets.put(bucket.name(), bucket);
            }
            case BUCKET_DELETED -> {
                buckets.remove(text(change, ObjectJournal.NAME));
                objects.remove(text(change, ObjectJournal.NAME));
            }
            case CREATED -> {
                StoredObject object = object(change);
                put(object);
                untold.put(object.generation(), object);
                if (change.has(ObjectJournal.FROM)) {
                    remove(object.bucket(), text(change, ObjectJournal.FROM));
                }
            }
            case STATE -> put(object(change));
            case DELETED -> remove(text(change, ObjectJournal.BUCKET), text(change, ObjectJournal.NAME));
            case UNTOLD -> {
                StoredObject object = object(change);
                untold.put(object.generation(), object);
            }
            case TOLD -> untold.remove(change.get("generation").getAsLong());
        }
    }

    private void put(StoredObject object) {
        objects.computeIfAbsent(object.bucket(), bucket -> new LinkedHashMap<>())
                .put(object.name(), object);
    }

    private void remove(String bucket, String name) {
        objects.getOrDefault(bucket, new LinkedHashMap<>()).remove(name);
    }

    /** The state after all that was replayed. */
    void writeTo(Consumer<byte[]> changes) {
        ObjectJournal journal = new ObjectJournal(changes::accept);
        buckets.values().forEach(journal::created);
        objects.values().forEach(bucket -> bucket.values().forEach(journal::state));
        untold.values().forEach(journal::untold);
    }

    static JsonObject json(StoredObject object) {
        JsonObject json = new JsonObject();
        json.addProperty("bucket", object.bucket());
        json.addProperty("name", object.name());
        json.addProperty("generation", object.generation());
        json.addProperty("metageneration", object.metageneration());
        json.addProperty("size", object.size());
        json.addProperty("crc32c", object.crc32c());
        json.addProperty("md5", object.md5());
        json.addProperty("componentCount", object.componentCount());
        json.addProperty("contentType", object.contentType());
        json.addProperty("contentEncoding", object.contentEncoding());
        JsonObject metadata = new JsonObject();
        object.metadata().forEach(metadata::addProperty);
        json.add("metadata", metadata);
        json.addProperty("created", object.created().toString());
        json.addProperty("updated", object.updated().toString());
        json.addProperty("content", object.content().getFileName().toString());
        return json;
    }

    private StoredObject object(JsonObject change) {
        JsonObject json = change.getAsJsonObject(ObjectJournal.OBJECT);
        Map<String, String> metadata = new LinkedHashMap<>();
        for (Map.Entry<String, JsonElement> entry :
                json.getAsJsonObject("metadata").entrySet()) {
            metadata.put(entry.getKey(), entry.getValue().getAsString());
        }
        StoredObject object = new StoredObject(
                text(json, "bucket"),
                text(json, "name"),
                json.get("generation").getAsLong(),
                json.get("metageneration").getAsLong(),
                json.get("size").getAsLong(),
                text(json, "crc32c"),
                text(json, "md5"),
                json.get("componentCount").getAsInt(),
                text(json, "contentType"),
                text(json, "contentEncoding"),
                metadata,
                Instant.parse(text(json, "created")),
                Instant.parse(text(json, "updated")),
                contents.resolve(text(json, "content")));
        lastGeneration = Math.max(lastGeneration, object.generation());
        return object;
    }

    private static String text(JsonObject json, String name) {
        return json.get(name).getAsString();
    }
}
