package dev.landfall.localcloud.storage;

import dev.landfall.localcloud.http.ApiException;
import dev.landfall.localcloud.http.Request;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What of the JSON API is refused by name, because leaving it out silently would change what the caller gets. Paths
 * without a route are refused by the router.
 */
final class Refusals {
    private static final Set<String> PARAMETERS = Set.of(
            "kmsKeyName",
            "destinationKmsKeyName",
            "predefinedAcl",
            "predefinedDefaultObjectAcl",
            "destinationPredefinedAcl",
            "matchGlob",
            "filter",
            "softDeleted",
            "includeFoldersAsPrefixes",
            "overrideUnlockedRetention",
            "enableObjectRetention");

    private static final List<String> HEADER_PREFIXES =
            List.of("x-goog-encryption-", "x-goog-copy-source-encryption-");

    private static final Set<String> OBJECT_FIELDS = Set.of(
            "acl",
            "cacheControl",
            "contentDisposition",
            "contentLanguage",
            "contexts",
            "customTime",
            "eventBasedHold",
            "kmsKeyName",
            "retention",
            "temporaryHold");

    private static final Set<String> BUCKET_FIELDS =
            Set.of("kind", "id", "name", "location", "locationType", "storageClass", "projectNumber", "timeCreated");

    private Refusals() {}

    static Request check(Request request) {
        for (String name : request.queryNames()) {
            if (PARAMETERS.contains(name)
                    && !request.query(name).orElse("").equals("false")) {
                throw ApiException.unimplemented("the parameter '" + name + "' of Cloud Storage");
            }
        }
        for (String name : request.headerNames()) {
            String lower = name.toLowerCase(Locale.ROOT);
            if (HEADER_PREFIXES.stream().anyMatch(lower::startsWith)) {
                throw ApiException.unimplemented("customer-supplied encryption keys (header '" + name + "')");
            }
        }
        return request;
    }

    static void checkObject(JsonFields fields) {
        for (String name : fields.names()) {
            if (OBJECT_FIELDS.contains(name) && !fields.saysNothing(name)) {
                throw ApiException.unimplemented("the object property '" + name + "' of Cloud Storage");
            }
        }
        checkStorageClass(fields);
    }

    static void checkBucket(JsonFields fields) {
        for (String name : fields.names()) {
            if (!BUCKET_FIELDS.contains(name) && !fields.saysNothing(name)) {
                throw ApiException.unimplemented("the bucket property '" + name + "' of Cloud Storage");
            }
        }
        checkStorageClass(fields);
    }

    private static void checkStorageClass(JsonFields fields) {
        String storageClass = fields.string("storageClass").orElse(ResourceJson.STORAGE_CLASS);
        if (!storageClass.equals(ResourceJson.STORAGE_CLASS)) {
            throw ApiException.unimplemented("the storage class '" + storageClass + "'");
        }
    }
}
