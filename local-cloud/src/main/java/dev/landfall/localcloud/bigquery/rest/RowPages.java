package dev.landfall.localcloud.bigquery.rest;

import com.google.gson.JsonObject;
import dev.landfall.localcloud.bigquery.engine.Engine;
import dev.landfall.localcloud.bigquery.engine.Session;
import dev.landfall.localcloud.bigquery.query.RowEncoder;
import dev.landfall.localcloud.bigquery.query.RowSource;
import dev.landfall.localcloud.http.ApiException;
import dev.landfall.localcloud.http.Request;

/** One page of rows, for {@code tabledata.list}, {@code jobs.query} and {@code jobs.getQueryResults}. */
final class RowPages {
    /** BigQuery cuts pages at about 10 MB; a count is as good a rule, and steady. */
    private static final long MOST_ROWS = 10_000;

    private RowPages() {}

    static JsonObject list(Engine engine, RowSource source, Request request) {
        JsonObject json = new JsonObject();
        json.addProperty("kind", "bigquery#tableDataList");
        long total;
        try (Session session = engine.session()) {
            total = session.number("SELECT count(*) FROM " + source.relation());
        }
        json.addProperty("totalRows", String.valueOf(total));
        if (request.query("selectedFields").isPresent()) {
            throw ApiException.unimplemented("selectedFields of tabledata.list");
        }
        add(
                json,
                engine,
                source,
                total,
                Pages.start(request),
                request.queryLong("maxResults").orElse(MOST_ROWS),
                request.query("formatOptions.useInt64Timestamp")
                        .map(Boolean::parseBoolean)
                        .orElse(false));
        return json;
    }

    /** Adds {@code rows} and, if there are more, {@code pageToken}. */
    static void add(
            JsonObject json,
            Engine engine,
            RowSource source,
            long total,
            long start,
            long maxResults,
            boolean int64Timestamps) {
        long rows = Math.min(Math.min(MOST_ROWS, maxResults), Math.max(0, total - start));
        if (rows == 0) {
            return;
        }
        RowEncoder encoder = new RowEncoder(source.schema(), int64Timestamps);
        try (Session session = engine.session()) {
            json.add("rows", session.query(source.page(start, rows), encoder::encode));
        }
        if (start + rows < total) {
            json.addProperty("pageToken", Pages.token(start + rows));
        }
    }
}
