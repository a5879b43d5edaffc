package dev.landfall.localcloud.storage;

import dev.landfall.localcloud.http.ApiException;
import java.time.Instant;
import java.util.regex.Pattern;

/** A bucket, without versioning, of the storage class STANDARD. */
public record Bucket(String name, String location, Instant created) {
    // https://cloud.google.com/storage/docs/buckets#naming
    private static final Pattern LEGAL = Pattern.compile("[a-z0-9]([a-z0-9._-]{1,220}[a-z0-9])");

    public Bucket {
        if (!LEGAL.matcher(name).matches()) {
            throw ApiException.invalid("Invalid bucket name: '" + name
                    + "'. Use 3 to 222 lower-case letters, digits, '-', '_' and '.', a letter or digit at both ends.");
        }
    }
}
