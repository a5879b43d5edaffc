package dev.landfall.endtoend.bench;

import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.bigquery.FieldValueList;
import com.google.cloud.bigquery.QueryJobConfiguration;
import com.google.cloud.firestore.Firestore;
import com.google.cloud.firestore.Query;
import com.google.cloud.storage.Storage;
import dev.landfall.core.ledger.FileState;
import dev.landfall.core.ledger.Ledger;
import dev.landfall.core.table.ColumnName;
import dev.landfall.core.table.DatasetName;
import dev.landfall.core.table.TableId;
import dev.landfall.core.table.TableName;
import dev.landfall.core.table.TableSpec;
import dev.landfall.endtoend.bench.SmallFiles.SmallFile;
import dev.landfall.endtoend.laptop.Laptop;
import dev.landfall.endtoend.process.Supervisor;
import dev.landfall.gcp.firestore.FirestoreLedgerStore;
import dev.landfall.localcloud.bigquery.quota.JobLatency;
import dev.landfall.localcloud.bigquery.quota.Refusal;
import dev.landfall.localcloud.bigquery.quota.WorkloadStatistics;
import dev.landfall.localcloud.firestore.OperationCounts;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** Lets files land at once and waits until they are in their targets. */
record Backlog(SmallFiles files, JobLatency latency, long seed, PrintWriter out) {
    private static final long LOOK_MILLIS = 500;
    private static final int WARM_UP_FILES = 200;
    private static final Duration WARM_UP_LIMIT = Duration.ofMinutes(10);
    private static final Duration PROGRESS = Duration.ofSeconds(10);

    /** By the functions, whose ledger says when a file is merged. */
    Drained byFunctions(BenchCloud cloud, Supervisor supervisor) throws Exception {
        try (Storage storage = cloud.clients().storage();
                Firestore firestore = cloud.clients().firestore()) {
            applySpecs(firestore, files.tableNames());
            upload(storage);
            warmUp(cloud, storage, firestore, supervisor);
            OperationCounts.Totals before = cloud.cloud().firestoreOperations();
            Measured measured = measure(cloud, () -> merged(firestore), supervisor);
            OperationCounts.Totals operations =
                    cloud.cloud().firestoreOperations().since(before);
            out.printf(
                    Locale.ROOT,
                    "Firestore per file: %.2f reads, %.2f writes, %.2f calls%n",
                    operations.reads() / (double) files.count(),
                    operations.writes() / (double) files.count(),
                    operations.calls() / (double) files.count());
            return measured.drained(
                    cloud, files.count(), cloud.cloud().events().stats().retried());
        }
    }

    /** By the usual function, in this JVM. */
    Drained byFilePerJob(BenchCloud cloud) throws Exception {
        BigQuery bigQuery = cloud.clients().bigQuery();
        for (String table : files.tableNames()) {
            bigQuery.query(QueryJobConfiguration.of("CREATE TABLE " + BenchCloud.DATASET + "." + table
                    + " (id INT64 NOT NULL, name STRING, version INT64, PRIMARY KEY (id) NOT ENFORCED)"));
        }
        try (Storage storage = cloud.clients().storage();
                FilePerJobFunction function =
                        FilePerJobFunction.start(cloud.clients().bigQuery())) {
            upload(storage);
            cloud.trigger(function.address());
            Measured measured = measure(cloud, function::done, null);
            return measured.drained(cloud, files.count(), function.failed());
        }
    }

    static void applySpecs(Firestore firestore, List<String> tables) {
        Ledger ledger = new Ledger(new FirestoreLedgerStore(firestore), Clock.systemUTC());
        for (String table : tables) {
            ledger.apply(TableSpec.merge(
                    new TableId(new DatasetName(BenchCloud.DATASET), new TableName(table)),
                    List.of(new ColumnName("id")),
                    List.of(new ColumnName("version"))));
        }
    }

    /** Some files of another table, so that classes are loaded and connections are open, as in instances that live. */
    private void warmUp(BenchCloud cloud, Storage storage, Firestore firestore, Supervisor supervisor)
            throws InterruptedException {
        applySpecs(firestore, List.of("warm"));
        cloud.triggerFunctions();
        for (int i = 0; i < WARM_UP_FILES; i++) {
            SmallFile file = new SmallFile("warm", i);
            BenchCloud.put(storage, file.objectName(), files.content(file));
        }
        supervisor.await("the first files", WARM_UP_LIMIT, () -> merged(firestore) == WARM_UP_FILES);
    }

    private void upload(Storage storage) {
        out.printf("Uploading %d files%n", files.count());
        out.flush();
        files.shuffled(seed).parallelStream()
                .forEach(file -> BenchCloud.put(storage, file.objectName(), files.content(file)));
    }

    static int merged(Firestore firestore) {
        Query merged = firestore.collection("files").whereEqualTo("state", FileState.MERGED.name());
        try {
            return (int) merged.count().get().get().getCount();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("The ledger cannot be asked", e);
        }
    }

    /** Counted from the moment at which the events go out. */
    private record Measured(
            Instant virtualStart,
            Instant virtualEnd,
            Instant realStart,
            Instant realEnd,
            WorkloadCounts before,
            boolean complete) {
        Drained drained(BenchCloud cloud, int files, long failedDeliveries) {
            WorkloadCounts counts =
                    WorkloadCounts.of(cloud.cloud().bigQueryStatistics()).since(before);
            return new Drained(
                    files,
                    Duration.between(virtualStart, virtualEnd),
                    Duration.between(realStart, realEnd),
                    counts.loads(),
                    counts.merges(),
                    counts.refusals(),
                    refused(cloud.cloud().bigQueryStatistics()),
                    failedDeliveries,
                    complete);
        }
    }

    private record WorkloadCounts(long loads, long merges, long refusals) {
        static WorkloadCounts of(WorkloadStatistics statistics) {
            return new WorkloadCounts(
                    statistics.operations("LOAD"), statistics.operations("MERGE"), statistics.refusals());
        }

        WorkloadCounts since(WorkloadCounts earlier) {
            return new WorkloadCounts(loads - earlier.loads, merges - earlier.merges, refusals - earlier.refusals);
        }
    }

    private Measured measure(BenchCloud cloud, IntSupplier merged, @Nullable Supervisor supervisor)
            throws InterruptedException {
        int already = merged.getAsInt();
        WorkloadCounts before = WorkloadCounts.of(cloud.cloud().bigQueryStatistics());
        Instant realStart = Instant.now();
        Instant virtualStart = cloud.time().instant();
        files.shuffled(seed).forEach(file -> cloud.cloud().redeliver(Laptop.BUCKET, file.objectName()));
        Instant said = realStart;
        int done = 0;
        while (done < files.count()) {
            Thread.sleep(LOOK_MILLIS);
            if (supervisor != null) {
                supervisor.check();
            }
            done = merged.getAsInt() - already;
            if (said.plus(PROGRESS).isBefore(Instant.now())) {
                said = Instant.now();
                out.printf(
                        "  %5d s virtual: %d of %d files%n",
                        Duration.between(virtualStart, cloud.time().instant()).toSeconds(), done, files.count());
                out.flush();
            }
        }
        Instant virtualEnd = cloud.time().instant();
        return new Measured(virtualStart, virtualEnd, realStart, Instant.now(), before, complete(cloud));
    }

    private boolean complete(BenchCloud cloud) throws InterruptedException {
        BigQuery bigQuery = cloud.clients().bigQuery();
        long rows = (long) files.filesPerTable() * files.rowsPerFile();
        for (String table : files.tableNames()) {
            FieldValueList counts = bigQuery.query(QueryJobConfiguration.of(
                            "SELECT COUNT(*), COUNT(DISTINCT id) FROM " + BenchCloud.DATASET + "." + table))
                    .iterateAll()
                    .iterator()
                    .next();
            if (counts.get(0).getLongValue() != rows || counts.get(1).getLongValue() != rows) {
                out.printf("Table %s has %s rows instead of %d%n", table, counts, rows);
                return false;
            }
        }
        return true;
    }

    private static String refused(WorkloadStatistics statistics) {
        List<String> refused = new ArrayList<>();
        for (Refusal refusal : Refusal.values()) {
            if (statistics.refusals(refusal) > 0) {
                refused.add(statistics.refusals(refusal) + " " + refusal);
            }
        }
        return refused.isEmpty() ? "none" : String.join(", ", refused);
    }
}
