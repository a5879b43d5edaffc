package dev.landfall.localcloud.storage;

import com.google.gson.JsonObject;
import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;

/**
 * Buckets and objects as the JSON API writes them: 64-bit numbers as strings, times with milliseconds.
 *
 * @see <a href="https://cloud.google.com/storage/docs/json_api/v1/objects#resource">Object resource</a>
 */
public final class ResourceJson {
    static final String STORAGE_CLASS = "STANDARD";

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private ResourceJson() {}

    /** @param origin {@code scheme://host:port} for the links */
    public static JsonObject of(StoredObject object, String origin) {
        String path = "/storage/v1/b/" + object.bucket() + "/o/" + encodeSegment(object.name());
        JsonObject json = new JsonObject();
        json.addProperty("kind", "storage#object");
        json.addProperty("id", object.bucket() + "/" + object.name() + "/" + object.generation());
        json.addProperty("selfLink", origin + path);
        json.addProperty(
                "mediaLink", origin + "/download" + path + "?generation=" + object.generation() + "&alt=media");
        json.addProperty("name", object.name());
        json.addProperty("bucket", object.bucket());
        json.addProperty("generation", Long.toString(object.generation()));
        json.addProperty("metageneration", Long.toString(object.metageneration()));
        json.addProperty("contentType", object.contentType());
        if (!object.contentEncoding().isEmpty()) {
            json.addProperty("contentEncoding", object.contentEncoding());
        }
        json.addProperty("storageClass", STORAGE_CLASS);
        json.addProperty("size", Long.toString(object.size()));
        json.addProperty("crc32c", object.crc32c());
        if (!object.md5().isEmpty()) {
            json.addProperty("md5Hash", object.md5());
        }
        if (object.componentCount() > 0) {
            json.addProperty("componentCount", object.componentCount());
        }
        json.addProperty("etag", etag(object));
        json.addProperty("timeCreated", time(object.created()));
        json.addProperty("updated", time(object.updated()));
        json.addProperty("timeStorageClassUpdated", time(object.created()));
        json.addProperty("timeFinalized", time(object.created()));
        if (!object.metadata().isEmpty()) {
            JsonObject metadata = new JsonObject();
            object.metadata().forEach(metadata::addProperty);
            json.add("metadata", metadata);
        }
        return json;
    }

    static JsonObject of(Bucket bucket, String origin) {
        JsonObject json = new JsonObject();
        json.addProperty("kind", "storage#bucket");
        json.addProperty("id", bucket.name());
        json.addProperty("selfLink", origin + "/storage/v1/b/" + bucket.name());
        json.addProperty("name", bucket.name());
        json.addProperty("location", bucket.location());
        json.addProperty("locationType", locationType(bucket));
        json.addProperty("storageClass", STORAGE_CLASS);
        json.addProperty("metageneration", "1");
        json.addProperty("etag", "CAE=");
        json.addProperty("timeCreated", time(bucket.created()));
        json.addProperty("updated", time(bucket.created()));
        return json;
    }

    /** Regions are named like {@code us-central1}; what has no hyphen is a multi-region or a predefined dual-region. */
    static String locationType(Bucket bucket) {
        return bucket.location().contains("-") ? "region" : "multi-region";
    }

    /** The service's etag: base64 of a protocol buffer of generation and metageneration. */
    static String etag(StoredObject object) {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        message.write(0x08);
        writeVarint(message, object.generation());
        message.write(0x10);
        writeVarint(message, object.metageneration());
        return Base64.getEncoder().encodeToString(message.toByteArray());
    }

    /** {@code crc32c=...} and, unless composed, {@code md5=...}: the value of {@code x-goog-hash}. */
    static String hashes(StoredObject object) {
        String crc32c = "crc32c=" + object.crc32c();
        return object.md5().isEmpty() ? crc32c : crc32c + ",md5=" + object.md5();
    }

    private static void writeVarint(ByteArrayOutputStream out, long value) {
        long rest = value;
        while (rest > 0x7f) {
            out.write((int) ((rest & 0x7f) | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }

    private static String encodeSegment(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String time(Instant instant) {
        return TIME.format(instant);
    }
}
