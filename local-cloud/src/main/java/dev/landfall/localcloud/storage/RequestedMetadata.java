package dev.landfall.localcloud.storage;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.landfall.localcloud.http.ApiException;
import dev.landfall.localcloud.http.Request;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what a request says about an object: the object resource in its body, parameters, and {@code x-goog-hash}. */
final class RequestedMetadata {
    private RequestedMetadata() {}

    /** @param name what the path or the parameters call the object; the body may say the same or be silent */
    static ObjectDraft draft(JsonObject body, Optional<String> name) {
        JsonFields fields = new JsonFields(body);
        Refusals.checkObject(fields);
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata(fields).forEach((key, value) -> value.ifPresent(text -> metadata.put(key, text)));
        return new ObjectDraft(
                name.or(() -> fields.string("name")).orElse(""),
                fields.string("contentType"),
                fields.string("contentEncoding").orElse(""),
                metadata,
                fields.string("crc32c"),
                fields.string("md5Hash"));
    }

    static ObjectPatch patch(JsonObject body) {
        JsonFields fields = new JsonFields(body);
        Refusals.checkObject(fields);
        return new ObjectPatch(
                orEmptyIfNull(fields, "contentType"),
                orEmptyIfNull(fields, "contentEncoding"),
                fields.isNull("metadata"),
                metadata(fields));
    }

    /** Adds the checksums of the header {@code x-goog-hash}, which some clients only know at the end of an upload. */
    static ObjectDraft withHashes(ObjectDraft draft, Request request) {
        return new ObjectDraft(
                draft.name(),
                draft.contentType(),
                draft.contentEncoding(),
                draft.metadata(),
                hash(request, "crc32c=").or(draft::crc32c),
                hash(request, "md5=").or(draft::md5));
    }

    private static Optional<String> hash(Request request, String prefix) {
        return request.headers("x-goog-hash").stream()
                .flatMap(header -> List.of(header.split(",")).stream())
                .map(String::strip)
                .filter(hash -> hash.startsWith(prefix))
                .map(hash -> hash.substring(prefix.length()))
                .findFirst();
    }

    private static Optional<String> orEmptyIfNull(JsonFields fields, String name) {
        return fields.isNull(name) ? Optional.of("") : fields.string(name);
    }

    /** Custom metadata; a null value stands for removal. */
    private static Map<String, Optional<String>> metadata(JsonFields fields) {
        Map<String, Optional<String>> metadata = new LinkedHashMap<>();
        Optional<JsonFields> custom = fields.object("metadata");
        if (custom.isPresent()) {
            for (Map.Entry<String, JsonElement> entry : custom.get().json().entrySet()) {
                if (!entry.getValue().isJsonNull() && !entry.getValue().isJsonPrimitive()) {
                    throw ApiException.invalid("Invalid value for 'metadata." + entry.getKey() + "': not a string.");
                }
                metadata.put(entry.getKey(), custom.get().string(entry.getKey()));
            }
        }
        return metadata;
    }
}
