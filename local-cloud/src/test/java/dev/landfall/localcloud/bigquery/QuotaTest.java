package dev.landfall.localcloud.bigquery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.cloud.bigquery.BigQuery.JobListOption;
import com.google.cloud.bigquery.BigQueryError;
import com.google.cloud.bigquery.BigQueryException;
import com.google.cloud.bigquery.Field;
import com.google.cloud.bigquery.FormatOptions;
import com.google.cloud.bigquery.Job;
import com.google.cloud.bigquery.JobConfiguration;
import com.google.cloud.bigquery.JobId;
import com.google.cloud.bigquery.JobInfo;
import com.google.cloud.bigquery.JobStatus.State;
import com.google.cloud.bigquery.LoadJobConfiguration;
import com.google.cloud.bigquery.QueryJobConfiguration;
import com.google.cloud.bigquery.Schema;
import com.google.cloud.bigquery.StandardSQLTypeName;
import com.google.cloud.bigquery.StandardTableDefinition;
import com.google.cloud.bigquery.Table;
import com.google.cloud.bigquery.TableInfo;
import dev.landfall.localcloud.Waiting;
import dev.landfall.localcloud.bigquery.quota.BigQueryLimits;
import dev.landfall.localcloud.bigquery.quota.JobLatency;
import dev.landfall.localcloud.bigquery.quota.Refusal;
import dev.landfall.localcloud.bigquery.quota.WorkloadStatistics;
import dev.landfall.localcloud.time.ManualTime;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Quotas, queues and latency as the unchanged client sees them; time stands still unless a test moves it on. */
@Timeout(120)
final class QuotaTest {
    private static final Schema SCHEMA = Schema.of(Field.of("id", StandardSQLTypeName.INT64));
    private static final BigQueryLimits FEW_LOADS = BigQueryLimits.DOCUMENTED.withLoadJobs(4, 2);
    private static final Duration SHORT = Duration.ofSeconds(1);

    private final ManualTime time = new ManualTime(Instant.parse("2026-08-20T10:00:00Z"));

    @TempDir
    private Path folder;

    private @Nullable LocalBigQuery started;

    @AfterEach
    void stop() {
        bigQuery().close();
    }

    @Test
    void aLoadPendsThenRunsThenIsDoneAndItsRowsComeWithTheLast() {
        start(BigQueryLimits.NONE, JobLatency.parse("pending=PT1S,load=PT4S"));
        Job job = submit("load", load("people", "one.json", "{\"id\":1}"));
        awaitWaiters(1);
        assertThat(state(job)).isEqualTo(State.PENDING);
        time.advance(SHORT);
        awaitState(job, State.RUNNING);
        awaitWaiters(1);
        time.advance(Duration.ofMillis(3_999));
        assertThat(state(job)).isEqualTo(State.RUNNING);
        assertThat(bigQuery().client().getTable(LocalBigQuery.table("people"))).isNull();
        time.advance(Duration.ofMillis(1));
        awaitState(job, State.DONE);
        assertThat(bigQuery().rows("people")).hasSize(1);
        Job done = bigQuery().client().getJob(job.getJobId());
        assertThat(done.getStatistics().getEndTime() - done.getStatistics().getStartTime())
                .isEqualTo(4_000);
    }

    @Test
    void twoMutationsRunTwentyQueueAndTheNextIsRefused() {
        start(BigQueryLimits.DOCUMENTED, JobLatency.parse("dml=PT3S"));
        createTable("target");
        for (int i = 0; i < 22; i++) {
            submit("merge" + i, sql("UPDATE sales.target SET id = id + 1 WHERE TRUE"));
        }
        Waiting.until("22 have been taken in", () -> statistics().operations("UPDATE") == 22);
        Waiting.until("two run", () -> count(State.RUNNING) == 2 && count(State.PENDING) == 20);
        Job tooMany = bigQuery().run("tooMany", sql("UPDATE sales.target SET id = 0 WHERE TRUE"));
        BigQueryError error = tooMany.getStatus().getError();
        assertThat(error.getReason()).isEqualTo("resourcesExceeded");
        assertThat(error.getMessage())
                .isEqualTo("Resources exceeded during query execution: Too many DML statements outstanding against"
                        + " table landfall-local:sales.target, limit is 20.");
        Instant start = time.instant();
        for (int done = 1; done <= 22; done++) {
            // One waits for its latency, the queued ones would give up after hours.
            awaitWaiters(22 - done + (done == 22 ? 1 : 0));
            time.advance(Duration.ofSeconds(3));
            int soFar = done;
            Waiting.until("one more is done, besides the refused one", () -> count(State.DONE) == soFar + 1);
        }
        assertThat(Duration.between(start, time.instant())).isEqualTo(Duration.ofSeconds(66));
        assertThat(statistics().refusals(Refusal.DML_QUEUE)).isEqualTo(1);
        assertThat(statistics().refusals()).isEqualTo(1);
    }

    @Test
    void aCancelledStatementLeavesTheQueue() {
        start(BigQueryLimits.DOCUMENTED, JobLatency.parse("dml=PT3S"));
        createTable("target");
        List<Job> jobs = IntStream.range(0, 3)
                .mapToObj(i -> submit("delete" + i, sql("DELETE FROM sales.target WHERE TRUE")))
                .toList();
        Waiting.until("the third queues", () -> count(State.RUNNING) == 2);
        bigQuery().client().cancel(jobs.get(2).getJobId());
        awaitState(jobs.get(2), State.DONE);
        assertThat(bigQuery()
                        .client()
                        .getJob(jobs.get(2).getJobId())
                        .getStatus()
                        .getError()
                        .getReason())
                .isEqualTo("stopped");
        for (int i = 0; i < 2; i++) {
            awaitWaiters(1);
            time.advance(Duration.ofSeconds(3));
        }
        awaitState(jobs.get(0), State.DONE);
        awaitState(jobs.get(1), State.DONE);
    }

    @Test
    void aTransactionKeepsItsPlaceToItsEnd() {
        start(BigQueryLimits.DOCUMENTED, JobLatency.parse("query=PT5S"));
        createTable("target");
        Job script = submit(
                "script",
                sql("BEGIN TRANSACTION; DELETE FROM sales.target WHERE TRUE; SELECT 1; INSERT INTO sales.target"
                        + " (id) VALUES (7); COMMIT TRANSACTION;"));
        awaitWaiters(1);
        Job other = submit("other", sql("UPDATE sales.target SET id = 8 WHERE TRUE"));
        awaitState(other, State.RUNNING);
        assertThat(state(script)).isEqualTo(State.RUNNING);
        time.advance(Duration.ofSeconds(5));
        awaitState(script, State.DONE);
        awaitState(other, State.DONE);
        assertThat(bigQuery().rows("target").get(0).get(0).getLongValue()).isEqualTo(8);
    }

    @Test
    void loadJobsOfATableAndOfAProjectRunOutAndComeBackADayLater() {
        start(FEW_LOADS, JobLatency.NONE);
        JobConfiguration bad = load("people", "bad.json", "not JSON");
        assertThat(bigQuery().run("bad", bad).getStatus().getError().getReason())
                .isEqualTo("invalid");
        JobConfiguration good = load("people", "one.json", "{\"id\":1}");
        assertThat(bigQuery().run("good", good).getStatus().getError()).isNull();
        BigQueryError table = bigQuery().run("third", good).getStatus().getError();
        assertThat(table.getReason()).isEqualTo("quotaExceeded");
        assertThat(table.getLocation()).isEqualTo("load_job_per_table.long");
        assertThat(table.getMessage())
                .isEqualTo("Quota exceeded: Your table exceeded quota for imports or query appends per table");
        JobConfiguration elsewhere = load("places", "two.json", "{\"id\":2}");
        assertThat(bigQuery().run("elsewhere", elsewhere).getStatus().getError())
                .isNull();
        assertThat(bigQuery().run("fifth", elsewhere).getStatus().getError().getReason())
                .isEqualTo("quotaExceeded");
        assertThat(statistics().refusals(Refusal.LOADS_PER_PROJECT)).isEqualTo(1);
        time.advance(Duration.ofDays(1));
        assertThat(bigQuery().run("nextDay", good).getStatus().getError()).isNull();
    }

    @Test
    void aTablesMetadataChangeFiveTimesInTenSeconds() {
        start(BigQueryLimits.DOCUMENTED, JobLatency.NONE);
        Table table = createTable("people");
        for (int i = 0; i < 4; i++) {
            table = table.toBuilder().setDescription("Version " + i).build().update();
        }
        Table last = table;
        assertThatThrownBy(() ->
                        last.toBuilder().setDescription("Version 5").build().update())
                .isInstanceOfSatisfying(BigQueryException.class, refusal -> {
                    assertThat(refusal.getCode()).isEqualTo(403);
                    assertThat(refusal.getReason()).isEqualTo("rateLimitExceeded");
                    assertThat(refusal)
                            .hasMessage("Exceeded rate limits: too many table update operations for this table");
                });
        // The client would ask for the results of such a query for a minute, hoping.
        Job ddl = submit("ddl", sql("ALTER TABLE sales.people ADD COLUMN name STRING"));
        awaitState(ddl, State.DONE);
        assertThat(bigQuery()
                        .client()
                        .getJob(ddl.getJobId())
                        .getStatus()
                        .getError()
                        .getLocation())
                .isEqualTo("table.write");
        time.advance(Duration.ofSeconds(10));
        assertThat(bigQuery()
                        .run("again", sql("ALTER TABLE sales.people ADD COLUMN name STRING"))
                        .getStatus()
                        .getError())
                .isNull();
    }

    @Test
    void requestsOfOneMethodAreCountedPerSecond() {
        start(BigQueryLimits.DOCUMENTED, JobLatency.NONE);
        createTable("people");
        for (int i = 0; i < 100; i++) {
            assertThat(bigQuery().client().getTable(LocalBigQuery.table("people")))
                    .isNotNull();
        }
        assertThatThrownBy(() -> bigQuery().client().getTable(LocalBigQuery.table("people")))
                .hasMessage("Exceeded rate limits: too many api requests per user per method for this user_method");
        time.advance(SHORT);
        assertThat(bigQuery().client().getTable(LocalBigQuery.table("people"))).isNotNull();
    }

    @Test
    void withoutAskingNothingIsRefusedButAllIsCounted() {
        started = LocalBigQuery.start(folder);
        for (int i = 0; i < 7; i++) {
            assertThat(bigQuery()
                            .run("load" + i, load("people", "one.json", "{\"id\":1}"))
                            .getStatus()
                            .getError())
                    .isNull();
        }
        assertThat(bigQuery()
                        .run("bad", load("people", "bad.json", "not JSON"))
                        .getStatus()
                        .getError())
                .isNotNull();
        assertThat(statistics().jobs("LOAD")).isEqualTo(8);
        assertThat(statistics().operations("LOAD")).isEqualTo(8);
        assertThat(statistics().refusals()).isZero();
    }

    private void start(BigQueryLimits limits, JobLatency latency) {
        started = LocalBigQuery.start(folder, config -> config.with(time, limits, latency));
    }

    private LocalBigQuery bigQuery() {
        return Objects.requireNonNull(started);
    }

    private WorkloadStatistics statistics() {
        return bigQuery().server().statistics();
    }

    private Table createTable(String name) {
        return bigQuery().client().create(TableInfo.of(LocalBigQuery.table(name), StandardTableDefinition.of(SCHEMA)));
    }

    private Job submit(String id, JobConfiguration configuration) {
        return bigQuery().client().create(JobInfo.of(JobId.of(id), configuration));
    }

    private static JobConfiguration sql(String text) {
        return QueryJobConfiguration.newBuilder(text).setUseLegacySql(false).build();
    }

    private LoadJobConfiguration load(String table, String file, String content) {
        return LoadJobConfiguration.newBuilder(
                        LocalBigQuery.table(table), bigQuery().objects().put(file, content))
                .setFormatOptions(FormatOptions.json())
                .setSchema(SCHEMA)
                .setLabels(Map.of("test", "quota"))
                .build();
    }

    private State state(Job job) {
        return bigQuery().client().getJob(job.getJobId()).getStatus().getState();
    }

    private long count(State state) {
        long count = 0;
        for (Job job : bigQuery()
                .client()
                .listJobs(JobListOption.stateFilter(state), JobListOption.pageSize(100))
                .iterateAll()) {
            count += job.getJobId() == null ? 0 : 1;
        }
        return count;
    }

    private void awaitState(Job job, State state) {
        Waiting.until(job.getJobId().getJob() + " is " + state, () -> state(job).equals(state));
    }

    /** Waits until that many wait for time to pass. */
    private void awaitWaiters(int count) {
        Waiting.until(count + " wait for the clock", () -> time.waiting() >= count);
    }
}
