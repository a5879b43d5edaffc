package dev.landfall.localcloud.bigquery.rest;

import com.google.gson.JsonObject;
import dev.landfall.localcloud.bigquery.job.Job;
import dev.landfall.localcloud.bigquery.job.JobId;
import dev.landfall.localcloud.bigquery.job.Jobs;
import dev.landfall.localcloud.http.ApiException;
import dev.landfall.localcloud.http.Request;
import dev.landfall.localcloud.http.Response;
import dev.landfall.localcloud.http.Router;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;

/** {@code /projects/P/jobs}. */
final class JobRoutes {
    private static final Set<String> FOUND_WITHOUT_LOCATION = Set.of("US", "EU");

    private final Jobs jobs;
    private final JobFactory factory;
    private final String defaultLocation;
    private final Supplier<String> ids;

    JobRoutes(Jobs jobs, JobFactory factory, String defaultLocation, Supplier<String> ids) {
        this.jobs = jobs;
        this.factory = factory;
        this.defaultLocation = defaultLocation;
        this.ids = ids;
    }

    void register(Router router, String prefix) {
        String all = prefix + "/projects/{project}/jobs";
        router.on("POST", all, this::insert)
                .on("GET", all, this::list)
                .on("GET", all + "/{job}", request -> Response.json(JobJson.full(find(request), request.origin())))
                .on("POST", all + "/{job}/cancel", this::cancel);
    }

    private Response insert(Request request) throws IOException {
        JsonObject body = request.json();
        String project = request.variable("project");
        if (!body.has("configuration")) {
            throw ApiException.invalid("Required parameter is missing: configuration");
        }
        JsonObject configuration = body.getAsJsonObject("configuration");
        if (configuration.has("dryRun") && configuration.get("dryRun").getAsBoolean()) {
            return dryRun(project, body, configuration);
        }
        JobId id = id(project, body);
        Job job = jobs.insert(id, configuration, factory.work(project, configuration));
        return Response.json(JobJson.full(job, request.origin()));
    }

    private Response dryRun(String project, JsonObject body, JsonObject configuration) {
        if (!configuration.has("query")) {
            throw ApiException.invalid("Only query jobs can be run dry.");
        }
        configuration.addProperty("jobType", "QUERY");
        JsonObject reference = new JsonObject();
        reference.addProperty("projectId", project);
        reference.addProperty("location", defaultLocation);
        JsonObject status = new JsonObject();
        status.addProperty("state", "DONE");
        JsonObject json = body.deepCopy();
        json.add("jobReference", reference);
        json.add("status", status);
        json.add(
                "statistics",
                factory.query(project, configuration.getAsJsonObject("query")).dryRun());
        return Response.json(json);
    }

    private JobId id(String project, JsonObject body) {
        JsonObject reference = body.has("jobReference") ? body.getAsJsonObject("jobReference") : new JsonObject();
        String location = text(reference, "location");
        if (!location.isEmpty()
                && !location.toUpperCase(Locale.ROOT).equals(defaultLocation.toUpperCase(Locale.ROOT))) {
            throw ApiException.unimplemented(
                    "jobs outside its one location " + defaultLocation + " (asked: " + location + ")");
        }
        String id = text(reference, "jobId");
        return new JobId(project, defaultLocation, id.isEmpty() ? "job_" + ids.get() : id);
    }

    /** The job that the request names. A location that is wrong, or missing outside US and EU, finds nothing. */
    Job find(Request request) {
        String project = request.variable("project");
        String location = request.query("location")
                .filter(given -> !given.isEmpty())
                .orElse(FOUND_WITHOUT_LOCATION.contains(defaultLocation) ? defaultLocation : "US");
        String shown = location.equalsIgnoreCase(defaultLocation) ? defaultLocation : location;
        JobId id = new JobId(project, shown, request.variable("job"));
        return jobs.find(id).orElseThrow(() -> ApiException.notFound("Not found: Job " + id));
    }

    private Response list(Request request) {
        String parent = request.query("parentJobId").orElse("");
        String project = request.variable("project");
        List<String> states = request.query("stateFilter")
                .map(state -> List.of(state.toUpperCase(Locale.ROOT)))
                .orElse(List.of());
        long oldest = request.queryLong("minCreationTime").orElse(Long.MIN_VALUE);
        long newest = request.queryLong("maxCreationTime").orElse(Long.MAX_VALUE);
        List<Job> found = (parent.isEmpty() ? jobs.list(project) : jobs.children(project, parent))
                .stream()
                        .filter(job ->
                                states.isEmpty() || states.contains(job.state().name()))
                        .filter(job -> job.created().toEpochMilli() >= oldest
                                && job.created().toEpochMilli() <= newest)
                        .toList();
        JsonObject json = new JsonObject();
        json.addProperty("kind", "bigquery#jobList");
        Pages.add(json, "jobs", found, request, job -> {
            JsonObject item = JobJson.full(job, request.origin());
            item.addProperty("kind", "bigquery#job");
            item.addProperty("state", job.state().name());
            job.error().ifPresent(error -> item.add("errorResult", JobJson.error(error)));
            return item;
        });
        return Response.json(json);
    }

    private Response cancel(Request request) {
        Job job = find(request);
        job.cancel();
        JsonObject json = new JsonObject();
        json.addProperty("kind", "bigquery#jobCancelResponse");
        json.add("job", JobJson.full(job, request.origin()));
        return Response.json(json);
    }

    private static String text(JsonObject json, String key) {
        return json.has(key) && !json.get(key).isJsonNull() ? json.get(key).getAsString() : "";
    }
}
