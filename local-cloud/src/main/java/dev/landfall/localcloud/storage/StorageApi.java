package dev.landfall.localcloud.storage;

import dev.landfall.localcloud.http.Router;

/**
 * The routes of the Cloud Storage JSON API.
 *
 * @see <a href="https://cloud.google.com/storage/docs/json_api/v1">JSON API reference</a>
 */
public final class StorageApi {
    private static final String VERSION = "/storage/v1";
    private static final String OBJECTS = "/b/{bucket}/o";
    private static final String OBJECT = OBJECTS + "/{object}";
    private static final String DESTINATION = "/b/{destinationBucket}/o/{destination}";

    private StorageApi() {}

    /** @param defaultLocation where buckets lie whose creator does not say */
    public static Router addTo(Router router, ObjectStore store, String defaultLocation) {
        BucketApi buckets = new BucketApi(store, defaultLocation);
        ObjectApi objects = new ObjectApi(store);
        ResumableApi resumable = new ResumableApi(store);
        UploadApi uploads = new UploadApi(store, resumable);
        // The Node client leaves the version out where STORAGE_EMULATOR_HOST is set.
        for (String prefix : new String[] {VERSION, ""}) {
            addBuckets(router, prefix, buckets);
            addObjects(router, prefix, objects);
        }
        return router.on("POST", "/upload" + VERSION + OBJECTS, uploads::upload)
                .on("PUT", "/upload" + VERSION + OBJECTS, resumable::put)
                .on("DELETE", "/upload" + VERSION + OBJECTS, resumable::cancel)
                .on("POST", "/batch" + VERSION, new BatchApi(router)::answer);
    }

    private static void addBuckets(Router router, String prefix, BucketApi buckets) {
        router.on("GET", prefix + "/b", buckets::list)
                .on("POST", prefix + "/b", buckets::create)
                .on("GET", prefix + "/b/{bucket}", buckets::get)
                .on("DELETE", prefix + "/b/{bucket}", buckets::delete)
                .on("GET", prefix + "/b/{bucket}/storageLayout", buckets::storageLayout);
    }

    private static void addObjects(Router router, String prefix, ObjectApi objects) {
        router.on("GET", prefix + OBJECTS, objects::list)
                .on("GET", prefix + OBJECT, objects::get)
                .on("GET", "/download" + prefix + OBJECT, objects::download)
                .on("DELETE", prefix + OBJECT, objects::delete)
                .on("PATCH", prefix + OBJECT, objects::patch)
                .on("POST", prefix + OBJECT + "/compose", objects::compose)
                .on("POST", prefix + OBJECT + "/copyTo" + DESTINATION, objects::copy)
                .on("POST", prefix + OBJECT + "/rewriteTo" + DESTINATION, objects::rewrite)
                .on("POST", prefix + OBJECT + "/moveTo/o/{destination}", objects::move);
    }
}
