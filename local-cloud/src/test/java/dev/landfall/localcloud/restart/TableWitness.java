package dev.landfall.localcloud.restart;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.Random;

/** Rows inserted by jobs with ids of the client's choice, each row by a job of its own, of the same name. */
final class TableWitness implements Witness {
    private static final String DUPLICATE = "duplicate";

    private final Expectation jobs = new Expectation();

    @Override
    public void prepare(ChildCloud cloud) throws Exception {
        JsonObject dataset = JsonParser.parseString("{'datasetReference': {'datasetId': 'sales'}}".replace('\'', '"'))
                .getAsJsonObject();
        assertThat(post(cloud, "/datasets", dataset).value()).isEqualTo("200");
        assertThat(insert(cloud, "prepare", "CREATE TABLE sales.log (job STRING, sold DATE) PARTITION BY sold")
                        .value())
                .isEqualTo("200");
        assertThat(state(cloud, "prepare")).contains("");
    }

    /** The job's answer says that it is accepted; only its end says that the row is there. */
    @Override
    public void write(ChildCloud cloud, Random random) throws Exception {
        String id = "job-" + Long.toHexString(random.nextLong());
        jobs.during(id, Optional.of("a row"), () -> {
            ChildCloud.Answer<String> answer =
                    insert(cloud, id, "INSERT INTO sales.log VALUES ('" + id + "', DATE '2026-01-01')");
            assertThat(answer.value()).isIn("200", answer.again() ? DUPLICATE : "200");
            assertThat(state(cloud, id)).contains("");
        });
    }

    /** A job's state and its row must agree, and an id that was used stays used. */
    @Override
    public void check(ChildCloud cloud) throws Exception {
        for (String id : jobs.everNamed()) {
            Optional<String> error = state(cloud, id);
            long rows = rows(cloud, id);
            assertThat(rows)
                    .as("rows of " + id + ", which ended with " + error)
                    .isEqualTo(error.equals(Optional.of("")) ? 1 : 0);
            jobs.check(id, rows == 1 ? Optional.of("a row") : Optional.empty());
            if (error.isPresent()) {
                assertThat(insert(cloud, id, "SELECT 1").value()).isEqualTo(DUPLICATE);
                assertThat(error.get()).isIn("", "jobBackendError");
            }
        }
        jobs.settled();
    }

    @Override
    public int acknowledged() {
        return jobs.count();
    }

    private static ChildCloud.Answer<String> insert(ChildCloud cloud, String id, String sql) throws Exception {
        JsonObject query = new JsonObject();
        query.addProperty("query", sql);
        query.addProperty("useLegacySql", false);
        JsonObject configuration = new JsonObject();
        configuration.add("query", query);
        JsonObject reference = new JsonObject();
        reference.addProperty("jobId", id);
        JsonObject job = new JsonObject();
        job.add("jobReference", reference);
        job.add("configuration", configuration);
        return post(cloud, "/jobs", job);
    }

    /** Once it is DONE: its error, or nothing if it went well; empty if there is no such job. */
    private static Optional<String> state(ChildCloud cloud, String id) throws Exception {
        while (true) {
            HttpResponse<String> response = get(cloud, "/jobs/" + id + "?location=US");
            if (response.statusCode() == 404) {
                return Optional.empty();
            }
            JsonObject status =
                    JsonParser.parseString(response.body()).getAsJsonObject().getAsJsonObject("status");
            if (status.get("state").getAsString().equals("DONE")) {
                return Optional.of(
                        status.has("errorResult")
                                ? status.getAsJsonObject("errorResult")
                                        .get("reason")
                                        .getAsString()
                                : "");
            }
        }
    }

    private static long rows(ChildCloud cloud, String id) throws Exception {
        JsonObject query = new JsonObject();
        query.addProperty("query", "SELECT COUNT(*) FROM sales.log WHERE job = '" + id + "'");
        query.addProperty("useLegacySql", false);
        HttpResponse<String> response =
                cloud.send(request(cloud, "/queries", query)).value();
        return JsonParser.parseString(response.body())
                .getAsJsonObject()
                .getAsJsonArray("rows")
                .get(0)
                .getAsJsonObject()
                .getAsJsonArray("f")
                .get(0)
                .getAsJsonObject()
                .get("v")
                .getAsLong();
    }

    private static HttpResponse<String> get(ChildCloud cloud, String path) throws Exception {
        return cloud.send(HttpRequest.newBuilder(uri(cloud, path)).build()).value();
    }

    /** The status, or the reason of the refusal. */
    private static ChildCloud.Answer<String> post(ChildCloud cloud, String path, JsonObject body) throws Exception {
        ChildCloud.Answer<HttpResponse<String>> answer = cloud.send(request(cloud, path, body));
        int status = answer.value().statusCode();
        return new ChildCloud.Answer<>(status == 409 ? DUPLICATE : String.valueOf(status), answer.again());
    }

    private static HttpRequest request(ChildCloud cloud, String path, JsonObject body) {
        return HttpRequest.newBuilder(uri(cloud, path))
                .POST(BodyPublishers.ofString(body.toString()))
                .build();
    }

    private static URI uri(ChildCloud cloud, String path) {
        return URI.create(cloud.bigQuery() + "/bigquery/v2/projects/" + ChildCloud.PROJECT + path);
    }
}
