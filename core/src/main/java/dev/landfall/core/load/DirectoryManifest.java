package dev.landfall.core.load;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dev.landfall.core.ledger.LandedObject;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a directory must hold: a JSON object whose list {@code files} has for each file either its name or an object with
 * {@code name} and, if they shall be checked, {@code generation}, {@code size} and {@code crc32c}; other fields are
 * ignored. A name is the object's full name, or one relative to the directory. The replicator's manifests are of this
 * form.
 */
final class DirectoryManifest {
    /** Some 40,000 files. */
    static final int MOST_BYTES = 16 << 20;

    private record Entry(
            @Nullable Long generation,
            @Nullable Long size,
            @Nullable String crc32c) {
        boolean admits(LandedObject live) {
            return (generation == null || generation == live.generation())
                    && (size == null || size == live.sizeBytes())
                    && (crc32c == null || crc32c.equals(live.crc32c()));
        }
    }

    private final Map<String, Entry> files;

    private DirectoryManifest(Map<String, Entry> files) {
        this.files = files;
    }

    /** @throws IllegalArgumentException saying what is wrong with it */
    static DirectoryManifest parse(byte[] bytes, String directory) {
        if (bytes.length >= MOST_BYTES) {
            throw new IllegalArgumentException("it has more than " + MOST_BYTES + " bytes");
        }
        Map<String, Entry> files = new LinkedHashMap<>();
        try {
            JsonObject manifest = JsonParser.parseString(new String(bytes, StandardCharsets.UTF_8))
                    .getAsJsonObject();
            for (JsonElement file :
                    Objects.requireNonNull(manifest.getAsJsonArray("files"), "it has no list 'files'")) {
                JsonObject entry = file.isJsonObject() ? file.getAsJsonObject() : named(file);
                String name = Objects.requireNonNull(entry.get("name"), "a file in it has no 'name'")
                        .getAsString();
                files.put(
                        name.startsWith(directory) ? name : directory + name,
                        new Entry(number(entry, "generation"), number(entry, "size"), text(entry, "crc32c")));
            }
        } catch (JsonParseException
                | IllegalStateException
                | ClassCastException
                | NumberFormatException
                | UnsupportedOperationException
                | NullPointerException e) {
            throw new IllegalArgumentException(
                    e instanceof NullPointerException ? e.getMessage() : "it is not of the form {\"files\": [...]}", e);
        }
        return new DirectoryManifest(files);
    }

    boolean lists(String name) {
        return files.containsKey(name);
    }

    /** The first file that is not there as it is listed, with what is wrong about it. */
    Optional<String> missing(Map<String, LandedObject> live) {
        for (Map.Entry<String, Entry> file : files.entrySet()) {
            LandedObject object = live.get(file.getKey());
            if (object == null) {
                return Optional.of(file.getKey());
            }
            if (!file.getValue().admits(object)) {
                return Optional.of("another version of " + object.uri() + " than generation " + object.generation()
                        + " of " + object.sizeBytes() + " bytes");
            }
        }
        return Optional.empty();
    }

    private static JsonObject named(JsonElement name) {
        JsonObject entry = new JsonObject();
        entry.add("name", name);
        return entry;
    }

    private static @Nullable Long number(JsonObject entry, String field) {
        @Nullable JsonElement value = entry.get(field);
        return value == null || value.isJsonNull() ? null : Long.valueOf(value.getAsLong());
    }

    private static @Nullable String text(JsonObject entry, String field) {
        @Nullable JsonElement value = entry.get(field);
        return value == null || value.isJsonNull() ? null : value.getAsString();
    }
}
