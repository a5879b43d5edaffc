package dev.landfall.core.table;

import java.util.regex.Pattern;

/**
 * A folder of a Cloud Storage bucket, {@code gs://bucket/folder} without a final slash. Its letters are those that need
 * no escaping in a SQL string, in a URL and in a shell; anything else is refused with an IllegalArgumentException.
 */
public record StorageFolder(String uri) {
    private static final String SCHEME = "gs://";
    private static final Pattern LEGAL =
            Pattern.compile("gs://[a-z0-9][a-z0-9._-]{1,220}[a-z0-9](/[A-Za-z0-9_=-][A-Za-z0-9._=-]*)*");

    public StorageFolder {
        if (!LEGAL.matcher(uri).matches()) {
            throw new IllegalArgumentException("'" + Printable.of(uri)
                    + "' is not a folder for files: write gs://bucket/folder with letters, digits"
                    + " and . _ = - and no slash at the end");
        }
    }

    /** @throws IllegalArgumentException if the name has other letters than a folder may have */
    public StorageFolder child(String name) {
        return new StorageFolder(uri + "/" + name);
    }

    public String bucket() {
        int slash = uri.indexOf('/', SCHEME.length());
        return slash < 0 ? uri.substring(SCHEME.length()) : uri.substring(SCHEME.length(), slash);
    }

    /** The start of the names of its objects: ends with a slash, or is empty for a whole bucket. */
    public String objectPrefix() {
        int slash = uri.indexOf('/', SCHEME.length());
        return slash < 0 ? "" : uri.substring(slash + 1) + "/";
    }

    @Override
    public String toString() {
        return uri;
    }
}
