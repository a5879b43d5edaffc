package dev.landfall.localcloud.bigquery.catalog;

import com.google.gson.JsonObject;
import java.time.Instant;

/**
 * A dataset.
 *
 * @param properties what the client set and the service only keeps: labels, description, access, ...
 */
public record Dataset(
        String project, String id, String location, JsonObject properties, Instant created, Instant modified) {
    public Dataset {
        properties = properties.deepCopy();
    }

    /** {@code project:dataset}, the form of the REST API's ids and error messages. */
    public String restId() {
        return project + ":" + id;
    }

    public String etag() {
        return Etags.of(restId(), modified, properties);
    }

    public Dataset with(JsonObject newProperties, Instant now) {
        return new Dataset(project, id, location, newProperties, created, now);
    }
}
