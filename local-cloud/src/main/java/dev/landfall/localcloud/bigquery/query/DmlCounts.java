package dev.landfall.localcloud.bigquery.query;

import com.google.gson.JsonObject;

/** How many rows a statement changed, the API's {@code dmlStats}. */
record DmlCounts(long inserted, long updated, long deleted) {
    long total() {
        return inserted + updated + deleted;
    }

    JsonObject toJson() {
        JsonObject json = new JsonObject();
        json.addProperty("insertedRowCount", String.valueOf(inserted));
        json.addProperty("updatedRowCount", String.valueOf(updated));
        json.addProperty("deletedRowCount", String.valueOf(deleted));
        return json;
    }
}
