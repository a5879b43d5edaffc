package dev.landfall.migration.validation.manifest;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dev.landfall.migration.validation.failure.ValidationException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the replicator wrote behind the files of one delta. */
public record DeltaManifest(long sequence, List<File> files) {
    /**
     * A delivered file.
     *
     * @param rows null for a file that was shipped as it was
     */
    public record File(
            String name, long generation, @Nullable Long rows) {}

    public DeltaManifest {
        files = List.copyOf(files);
    }

    /**
     * @param name of the object, for messages
     * @throws ValidationException if the text is no manifest of the replicator
     */
    public static DeltaManifest parse(String name, String json) {
        try {
            JsonObject manifest = JsonParser.parseString(json).getAsJsonObject();
            List<File> files = new ArrayList<>();
            for (JsonElement each : manifest.getAsJsonArray("files")) {
                JsonObject file = each.getAsJsonObject();
                files.add(new File(
                        file.get("name").getAsString(),
                        file.get("generation").getAsLong(),
                        file.has("rows") && !file.get("rows").isJsonNull()
                                ? file.get("rows").getAsLong()
                                : null));
            }
            return new DeltaManifest(manifest.get("sequence").getAsLong(), files);
        } catch (JsonParseException
                | IllegalStateException
                | IllegalArgumentException
                | ClassCastException
                | NullPointerException
                | UnsupportedOperationException e) {
            throw new ValidationException("Object " + name + " is no manifest of the replicator: " + e.getMessage(), e);
        }
    }
}
