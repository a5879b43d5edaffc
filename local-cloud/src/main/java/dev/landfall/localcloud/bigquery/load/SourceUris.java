package dev.landfall.localcloud.bigquery.load;

import dev.landfall.localcloud.http.ApiException;
import dev.landfall.localcloud.storage.ObjectCatalog;
import dev.landfall.localcloud.storage.StoredObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The rules for {@code sourceUris}: at most 10,000, each with at most one {@code *}, after the bucket's name. */
final class SourceUris {
    private static final int MOST_URIS = 10_000;
    private static final String SCHEME = "gs://";

    private SourceUris() {}

    /**
     * The files that the URIs name now, in the order of the URIs.
     *
     * @throws ApiException notFound if a URI names nothing
     */
    static List<SourceFile> expand(List<String> uris, ObjectCatalog objects) {
        if (uris.isEmpty()) {
            throw ApiException.invalid("Load configuration must specify at least one source URI");
        }
        if (uris.size() > MOST_URIS) {
            throw ApiException.invalid("Too many source URIs: " + uris.size() + ". The maximum is " + MOST_URIS + ".");
        }
        List<SourceFile> files = new ArrayList<>();
        for (String uri : uris) {
            files.addAll(expand(uri, objects));
        }
        return files;
    }

    private static List<SourceFile> expand(String uri, ObjectCatalog objects) {
        int slash = uri.indexOf('/', SCHEME.length());
        if (!uri.startsWith(SCHEME) || slash < 0 || slash == SCHEME.length()) {
            throw ApiException.invalid("Source URI must be a Google Cloud Storage location: " + uri);
        }
        String bucket = uri.substring(SCHEME.length(), slash);
        // BigQuery reads consecutive slashes as one, so an object that really has them cannot be named.
        String name = uri.substring(slash + 1).replaceAll("/{2,}", "/");
        int star = name.indexOf('*');
        if (bucket.contains("*") || name.indexOf('*', star + 1) > star) {
            throw ApiException.invalid(
                    "Invalid source URI: " + uri + ". Only one wildcard is allowed, and not in the bucket name.");
        }
        if (name.contains("#")) {
            throw notFound(uri);
        }
        List<StoredObject> found = star < 0
                ? objects.find(bucket, name).map(List::of).orElse(List.of())
                : matching(objects, bucket, name.substring(0, star), name.substring(star + 1));
        if (found.isEmpty()) {
            throw notFound(uri);
        }
        return found.stream()
                .map(object ->
                        new SourceFile(SCHEME + object.bucket() + "/" + object.name(), object.content(), object.size()))
                .toList();
    }

    private static List<StoredObject> matching(ObjectCatalog objects, String bucket, String prefix, String suffix) {
        return objects.list(bucket, prefix).stream()
                .filter(object -> object.name().length() >= prefix.length() + suffix.length()
                        && object.name().endsWith(suffix))
                .toList();
    }

    private static ApiException notFound(String uri) {
        return new ApiException(404, "notFound", "Not found: URI " + uri, uri);
    }

    /** The file whose schema counts where a format describes itself. */
    static SourceFile alphabeticallyLast(List<SourceFile> files) {
        Optional<SourceFile> last = files.stream().max((a, b) -> a.uri().compareTo(b.uri()));
        return last.orElseThrow(() -> ApiException.invalid("No files to load"));
    }
}
