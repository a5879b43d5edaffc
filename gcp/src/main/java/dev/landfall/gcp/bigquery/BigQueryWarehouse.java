package dev.landfall.gcp.bigquery;

import com.google.api.gax.paging.Page;
import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.bigquery.BigQuery.JobListOption;
import com.google.cloud.bigquery.BigQuery.TableListOption;
import com.google.cloud.bigquery.BigQueryException;
import com.google.cloud.bigquery.DatasetId;
import com.google.cloud.bigquery.FieldValueList;
import com.google.cloud.bigquery.Job;
import com.google.cloud.bigquery.JobConfiguration;
import com.google.cloud.bigquery.JobId;
import com.google.cloud.bigquery.JobInfo;
import com.google.cloud.bigquery.JobStatistics;
import com.google.cloud.bigquery.JobStatus;
import com.google.cloud.bigquery.PrimaryKey;
import com.google.cloud.bigquery.QueryJobConfiguration;
import com.google.cloud.bigquery.StandardTableDefinition;
import com.google.cloud.bigquery.Table;
import com.google.cloud.bigquery.TableConstraints;
import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import dev.failsafe.function.CheckedSupplier;
import dev.landfall.core.failure.ErrorDetail;
import dev.landfall.core.failure.FailureClass;
import dev.landfall.core.sql.Query;
import dev.landfall.core.sql.Script;
import dev.landfall.core.sql.Statement;
import dev.landfall.core.table.ColumnName;
import dev.landfall.core.table.DatasetName;
import dev.landfall.core.table.TableId;
import dev.landfall.core.table.TableName;
import dev.landfall.core.warehouse.JobOutcome;
import dev.landfall.core.warehouse.JobPriority;
import dev.landfall.core.warehouse.ListedTable;
import dev.landfall.core.warehouse.LoadJob;
import dev.landfall.core.warehouse.Warehouse;
import dev.landfall.core.warehouse.WarehouseException;
import dev.landfall.core.warehouse.WarehouseTable;
import java.net.HttpURLConnection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * BigQuery by its Java client. Job ids come from the ledger; a 409 means that the job is there, and the caller waits for
 * it as for its own. A job has succeeded only when a fetched copy of it is DONE without {@code errorResult}. The client
 * itself retries 500 to 504; 429 and {@code rateLimitExceeded} are retried here. Thread-safe.
 */
public final class BigQueryWarehouse implements Warehouse {
    private static final Duration LEAST_PATIENCE = Duration.ofMillis(51);

    private static final long LISTED_AT_ONCE = 1_000;

    private final BigQuery bigQuery;
    private final String project;
    private final String location;
    private final Clock clock;
    private final RetryPolicy<Object> patience;
    private final PollPace pace = new PollPace();

    /** @param location of the datasets: jobs are found only where they run */
    public BigQueryWarehouse(BigQuery bigQuery, String project, String location, Clock clock) {
        this.bigQuery = bigQuery;
        this.project = project;
        this.location = location;
        this.clock = clock;
        this.patience = RetryPolicy.builder()
                .handleIf(thrown -> thrown instanceof BigQueryException e && Failures.classOf(e) == FailureClass.RETRY)
                .withBackoff(Duration.ofMillis(250), Duration.ofSeconds(10))
                .withJitter(0.25)
                .withMaxRetries(6)
                .build();
    }

    @Override
    public void submit(LoadJob job) {
        submit(job.id(), LoadJobConfigurations.of(job, project));
    }

    @Override
    public void submit(String jobId, Statement statement, JobPriority priority) {
        submit(
                jobId,
                QueryJobConfiguration.newBuilder(statement.sql())
                        .setUseLegacySql(false)
                        .setPriority(
                                priority == JobPriority.BATCH
                                        ? QueryJobConfiguration.Priority.BATCH
                                        : QueryJobConfiguration.Priority.INTERACTIVE)
                        .build());
    }

    @Override
    public List<List<@Nullable String>> read(Query query) {
        return request("Look something up", () -> {
            List<List<@Nullable String>> rows = new ArrayList<>();
            QueryJobConfiguration configuration = QueryJobConfiguration.newBuilder(query.sql())
                    .setUseLegacySql(false)
                    .build();
            for (FieldValueList row : bigQuery.query(configuration, random()).iterateAll()) {
                List<@Nullable String> values = new ArrayList<>();
                row.forEach(value -> values.add(value.isNull() ? null : value.getStringValue()));
                rows.add(values);
            }
            return rows;
        });
    }

    /** A dry run knows nothing of a script's later statements, so each is asked for by itself. */
    @Override
    public long bytesScanned(Statement statement) {
        if (statement instanceof Script script) {
            return script.statements().stream().mapToLong(this::bytesScanned).sum();
        }
        QueryJobConfiguration configuration = QueryJobConfiguration.newBuilder(statement.sql())
                .setUseLegacySql(false)
                .setDryRun(true)
                .build();
        Job job = request("Estimate a statement", () -> bigQuery.create(JobInfo.of(random(), configuration)));
        return job.getStatistics() instanceof JobStatistics.QueryStatistics query
                        && query.getTotalBytesProcessed() != null
                ? query.getTotalBytesProcessed()
                : 0;
    }

    private void submit(String jobId, JobConfiguration configuration) {
        request("Submit job " + jobId, () -> {
            try {
                return bigQuery.create(JobInfo.of(id(jobId), configuration));
            } catch (BigQueryException e) {
                if (e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
                    return jobId;
                }
                throw e;
            }
        });
    }

    @Override
    public boolean knows(String jobId) {
        @Nullable Job job = request("Look for job " + jobId, () -> bigQuery.getJob(id(jobId)));
        return job != null;
    }

    @Override
    public Optional<JobOutcome> await(String jobId, Instant deadline) {
        RetryPolicy<Job> polling = RetryPolicy.<Job>builder()
                .handleResultIf(job -> job != null && !isDone(job))
                .withDelayFn(look -> pace.delay(look.getElapsedTime()))
                .withMaxRetries(-1)
                .withMaxDuration(remaining(deadline))
                .abortOn(RuntimeException.class)
                .build();
        @Nullable Job job;
        try (PollPace.Waiting waiting = pace.begin()) {
            job = Failsafe.with(polling).get(() -> request("Look at job " + jobId, () -> bigQuery.getJob(id(jobId))));
        }
        if (job == null) {
            throw new WarehouseException(
                    FailureClass.LATER,
                    new ErrorDetail("notFound", "Job " + jobId + " is not in " + location, "Check LANDFALL_LOCATION"),
                    new IllegalStateException(jobId));
        }
        return isDone(job) ? Optional.of(outcome(jobId, job)) : Optional.empty();
    }

    private Duration remaining(Instant deadline) {
        Duration left = Duration.between(clock.instant(), deadline);
        return left.compareTo(LEAST_PATIENCE) > 0 ? left : LEAST_PATIENCE;
    }

    private static boolean isDone(Job job) {
        JobStatus status = job.getStatus();
        return status != null && JobStatus.State.DONE.equals(status.getState());
    }

    private JobOutcome outcome(String jobId, Job job) {
        if (job.getStatus().getError() != null) {
            return Failures.ofJob(jobId, job.getStatus());
        }
        JobStatistics statistics = job.getStatistics();
        if (statistics instanceof JobStatistics.LoadStatistics load) {
            return JobOutcome.Success.loaded(load.getOutputRows() == null ? 0 : load.getOutputRows());
        }
        boolean script = statistics.getNumChildJobs() != null && statistics.getNumChildJobs() > 0;
        return RowChanges.of(script ? children(jobId) : List.of(job));
    }

    private List<Job> children(String jobId) {
        List<Job> children = new ArrayList<>();
        request("List the statements of job " + jobId, () -> {
            children.clear();
            bigQuery.listJobs(JobListOption.parentJobId(jobId)).iterateAll().forEach(children::add);
            return jobId;
        });
        return children;
    }

    @Override
    public Optional<WarehouseTable> table(TableId id) {
        @Nullable Table table = request("Read table " + id, () -> bigQuery.getTable(reference(id)));
        if (table == null) {
            return Optional.empty();
        }
        return Optional.of(new WarehouseTable(Schemas.read(table.getDefinition().getSchema()), primaryKey(table)));
    }

    private static List<ColumnName> primaryKey(Table table) {
        if (table.getDefinition() instanceof StandardTableDefinition definition) {
            @Nullable TableConstraints constraints = definition.getTableConstraints();
            @Nullable PrimaryKey key = constraints == null ? null : constraints.getPrimaryKey();
            if (key != null && key.getColumns() != null) {
                return key.getColumns().stream().map(ColumnName::new).toList();
            }
        }
        return List.of();
    }

    @Override
    public Iterator<ListedTable> tables(DatasetName dataset) {
        DatasetId id = DatasetId.of(project, dataset.value());
        Page<Table> first = request(
                "List the tables of " + dataset,
                () -> bigQuery.listTables(id, TableListOption.pageSize(LISTED_AT_ONCE)));
        return StreamSupport.stream(first.iterateAll().spliterator(), false)
                .map(table -> new ListedTable(
                        new TableId(dataset, new TableName(table.getTableId().getTable())),
                        table.getCreationTime() == null ? Instant.MAX : Instant.ofEpochMilli(table.getCreationTime())))
                .iterator();
    }

    @Override
    public void drop(TableId id) {
        request("Drop table " + id, () -> bigQuery.delete(reference(id)));
    }

    private com.google.cloud.bigquery.TableId reference(TableId id) {
        return com.google.cloud.bigquery.TableId.of(
                project, id.dataset().value(), id.table().value());
    }

    private JobId random() {
        return id(UUID.randomUUID().toString());
    }

    private JobId id(String jobId) {
        return JobId.newBuilder()
                .setProject(project)
                .setLocation(location)
                .setJob(jobId)
                .build();
    }

    private <T extends @Nullable Object> T request(String what, CheckedSupplier<T> call) {
        try {
            return Failsafe.with(patience).get(call);
        } catch (BigQueryException e) {
            throw Failures.ofRequest(what, e);
        } catch (FailsafeException e) {
            throw new IllegalStateException(what + " was interrupted", e);
        }
    }
}
