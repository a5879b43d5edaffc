package dev.landfall.localcloud.bigquery.catalog;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.landfall.localcloud.bigquery.schema.TableName;
import dev.landfall.localcloud.bigquery.schema.TableSchema;
import java.time.Instant;

/**
 * What is known of a table besides its rows.
 *
 * @param properties what the client set, by its name in the REST resource: labels, timePartitioning, clustering,
 *     expirationTime, tableConstraints, ...
 */
public record Table(TableName name, TableSchema schema, JsonObject properties, Instant created, Instant modified) {
    public Table {
        properties = properties.deepCopy();
    }

    public String etag() {
        return Etags.of(name.restId(), modified, properties);
    }

    public Table with(TableSchema newSchema, Instant now) {
        return new Table(name, newSchema, properties, created, now);
    }

    public Table with(JsonObject newProperties, Instant now) {
        return new Table(name, schema, newProperties, created, now);
    }

    /** The same table after its rows changed. */
    public Table touched(Instant now) {
        return new Table(name, schema, properties, created, now);
    }

    boolean expiredAt(Instant now) {
        JsonElement expiration = properties.get("expirationTime");
        return expiration != null
                && !expiration.isJsonNull()
                && !Instant.ofEpochMilli(expiration.getAsLong()).isAfter(now);
    }
}
