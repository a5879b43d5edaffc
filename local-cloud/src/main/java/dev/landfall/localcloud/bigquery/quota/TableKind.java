package dev.landfall.localcloud.bigquery.quota;

import com.google.gson.JsonObject;

/** Which limits a table falls under. */
public enum TableKind {
    PLAIN,
    COLUMN_PARTITIONED,
    INGESTION_TIME_PARTITIONED;

    /** @param properties of the table, as in its REST resource */
    public static TableKind of(JsonObject properties) {
        if (isSet(properties, "rangePartitioning")) {
            return COLUMN_PARTITIONED;
        }
        if (!isSet(properties, "timePartitioning")) {
            return PLAIN;
        }
        return isSet(properties.getAsJsonObject("timePartitioning"), "field")
                ? COLUMN_PARTITIONED
                : INGESTION_TIME_PARTITIONED;
    }

    private static boolean isSet(JsonObject json, String key) {
        return json.has(key) && !json.get(key).isJsonNull();
    }
}
