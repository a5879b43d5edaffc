package dev.landfall.localcloud.bigquery.catalog;

import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.zip.CRC32C;

/** Entity tags: they change whenever what they stand for changes. */
final class Etags {
    private Etags() {}

    static String of(String id, Instant modified, JsonObject content) {
        CRC32C checksum = new CRC32C();
        checksum.update((id + content).getBytes(StandardCharsets.UTF_8));
        String text = modified.getEpochSecond() + "." + modified.getNano() + "." + checksum.getValue();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
