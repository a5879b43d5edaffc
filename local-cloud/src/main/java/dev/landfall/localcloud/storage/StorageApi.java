package dev.landfall.localcloud.storage;

import dev.landfall.localcloud.http.Router;

/**
 * The routes of the Cloud Storage JSON API.
 *
 * @see <a href="https://cloud.google.com/storage/docs/json_api/v1">JSON API reference</a>
 */
public final class StorageApi {
    private static final String BUCKETS = "/storage/v1/b";
    private static final String BUCKET = BUCKETS + "/{bucket}";
    private static final String OBJECTS = BUCKET + "/o";
    private static final String OBJECT = OBJECTS + "/{object}";
    private static final String DESTINATION = "/b/{destinationBucket}/o/{destination}";

    private StorageApi() {}

    /** @param defaultLocation where buckets lie whose creator does not say */
    public static Router addTo(Router router, ObjectStore store, String defaultLocation) {
        BucketApi buckets = new BucketApi(store, defaultLocation);
        ObjectApi objects = new ObjectApi(store);
        ResumableApi resumable = new ResumableApi(store);
        UploadApi uploads = new UploadApi(store, resumable);
        BatchApi batch = new BatchApi(router);
        return router.on("GET", BUCKETS, buckets::list)
                .on("POST", BUCKETS, buckets::create)
                .on("GET", BUCKET, buckets::get)
                .on("DELETE", BUCKET, buckets::delete)
                .on("GET", BUCKET + "/storageLayout", buckets::storageLayout)
                .on("GET", OBJECTS, objects::list)
                .on("GET", OBJECT, objects::get)
                .on("GET", "/download" + OBJECT, objects::download)
                .on("DELETE", OBJECT, objects::delete)
                .on("PATCH", OBJECT, objects::patch)
                .on("POST", OBJECT + "/compose", objects::compose)
                .on("POST", OBJECT + "/copyTo" + DESTINATION, objects::copy)
                .on("POST", OBJECT + "/rewriteTo" + DESTINATION, objects::rewrite)
                .on("POST", OBJECT + "/moveTo/o/{destination}", objects::move)
                .on("POST", "/upload" + OBJECTS, uploads::upload)
                .on("PUT", "/upload" + OBJECTS, resumable::put)
                .on("DELETE", "/upload" + OBJECTS, resumable::cancel)
                .on("POST", "/batch/storage/v1", batch::answer);
    }
}
