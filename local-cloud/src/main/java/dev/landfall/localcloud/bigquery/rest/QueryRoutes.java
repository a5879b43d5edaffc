package dev.landfall.localcloud.bigquery.rest;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.landfall.localcloud.bigquery.catalog.SchemaJson;
import dev.landfall.localcloud.bigquery.engine.Engine;
import dev.landfall.localcloud.bigquery.job.Job;
import dev.landfall.localcloud.bigquery.job.JobId;
import dev.landfall.localcloud.bigquery.job.JobOutcome;
import dev.landfall.localcloud.bigquery.job.Jobs;
import dev.landfall.localcloud.bigquery.query.QueryResult;
import dev.landfall.localcloud.http.ApiException;
import dev.landfall.localcloud.http.Request;
import dev.landfall.localcloud.http.Response;
import dev.landfall.localcloud.http.Router;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** {@code /projects/P/queries}: run and wait, and results in pages. */
final class QueryRoutes {
    private static final long DEFAULT_TIMEOUT_MILLIS = 10_000;
    private static final long LONGEST_TIMEOUT_MILLIS = 200_000;
    private static final List<String> OF_THE_QUERY = List.of(
            "query",
            "useLegacySql",
            "defaultDataset",
            "parameterMode",
            "queryParameters",
            "maximumBytesBilled",
            "useQueryCache",
            "connectionProperties",
            "createSession",
            "continuous",
            "destinationEncryptionConfiguration");

    private final Engine engine;
    private final Jobs jobs;
    private final JobFactory factory;
    private final JobRoutes jobRoutes;
    private final String location;
    private final Supplier<String> ids;

    QueryRoutes(
            Engine engine, Jobs jobs, JobFactory factory, JobRoutes jobRoutes, String location, Supplier<String> ids) {
        this.engine = engine;
        this.jobs = jobs;
        this.factory = factory;
        this.jobRoutes = jobRoutes;
        this.location = location;
        this.ids = ids;
    }

    void register(Router router, String prefix) {
        String all = prefix + "/projects/{project}/queries";
        router.on("POST", all, this::query).on("GET", all + "/{job}", this::results);
    }

    private Response query(Request request) throws IOException {
        JsonObject body = request.json();
        String project = request.variable("project");
        JsonObject query = new JsonObject();
        OF_THE_QUERY.stream().filter(body::has).forEach(key -> query.add(key, body.get(key)));
        if (flag(body, "dryRun")) {
            return dryRun(factory.query(project, query).dryRun());
        }
        JsonObject configuration = new JsonObject();
        configuration.add("query", query);
        if (body.has("labels")) {
            configuration.add("labels", body.get("labels"));
        }
        Job job = jobs.insert(
                new JobId(project, location, "job_" + ids.get()), configuration, factory.work(project, configuration));
        return answer(
                job,
                "bigquery#queryResponse",
                number(body, "timeoutMs").orElse(DEFAULT_TIMEOUT_MILLIS),
                0,
                number(body, "maxResults"),
                body.has("formatOptions") && flag(body.getAsJsonObject("formatOptions"), "useInt64Timestamp"));
    }

    private Response results(Request request) {
        return answer(
                jobRoutes.find(request),
                "bigquery#getQueryResultsResponse",
                request.queryLong("timeoutMs").orElse(DEFAULT_TIMEOUT_MILLIS),
                Pages.start(request),
                request.queryLong("maxResults"),
                request.query("formatOptions.useInt64Timestamp")
                        .map(Boolean::parseBoolean)
                        .orElse(false));
    }

    private Response answer(
            Job job, String kind, long timeoutMillis, long start, Optional<Long> maxResults, boolean int64Timestamps) {
        JsonObject json = new JsonObject();
        json.addProperty("kind", kind);
        json.add("jobReference", JobJson.reference(job.id()));
        boolean done = job.await(Duration.ofMillis(Math.min(timeoutMillis, LONGEST_TIMEOUT_MILLIS)));
        json.addProperty("jobComplete", done);
        if (!done) {
            return Response.json(json);
        }
        Optional<ApiException> error = job.error();
        if (error.isPresent()) {
            throw error.get();
        }
        if (!job.configuration().has("query")) {
            throw ApiException.invalid("Cannot query the results of a job that is not a query: " + job.id());
        }
        if (job.hasLostItsRows()) {
            throw ApiException.notFound("Not found: the rows of job " + job.id()
                    + ", which a restart of the local cloud does not keep. Run the query again.");
        }
        JsonObject statistics = job.outcome()
                .map(JobOutcome::statistics)
                .orElseGet(JsonObject::new)
                .getAsJsonObject("query");
        for (String key : List.of("numDmlAffectedRows", "dmlStats", "totalBytesProcessed", "cacheHit")) {
            if (statistics.has(key)) {
                json.add(key, statistics.get(key));
            }
        }
        job.result().ifPresent(result -> addRows(json, result, start, maxResults, int64Timestamps));
        return Response.json(json);
    }

    private void addRows(
            JsonObject json, QueryResult result, long start, Optional<Long> maxResults, boolean int64Timestamps) {
        json.add("schema", SchemaJson.write(result.schema()));
        json.addProperty("totalRows", String.valueOf(result.rows()));
        RowPages.add(
                json,
                engine,
                result.rowSource(),
                result.rows(),
                start,
                maxResults.orElse(Long.MAX_VALUE),
                int64Timestamps);
    }

    private Response dryRun(JsonObject statistics) {
        JsonObject query = statistics.getAsJsonObject("query");
        JsonObject json = new JsonObject();
        json.addProperty("kind", "bigquery#queryResponse");
        json.addProperty("jobComplete", true);
        json.addProperty("cacheHit", false);
        json.add("totalBytesProcessed", query.get("totalBytesProcessed"));
        if (query.has("schema")) {
            json.add("schema", query.get("schema"));
        }
        JsonObject reference = new JsonObject();
        reference.addProperty("location", location);
        json.add("jobReference", reference);
        return Response.json(json);
    }

    private static boolean flag(JsonObject json, String key) {
        JsonElement value = json.get(key);
        return value != null && !value.isJsonNull() && value.getAsBoolean();
    }

    private static Optional<Long> number(JsonObject json, String key) {
        JsonElement value = json.get(key);
        return value == null || value.isJsonNull() ? Optional.empty() : Optional.of(value.getAsLong());
    }
}
