package dev.landfall.endtoend.bench;

import com.google.cloud.firestore.Firestore;
import com.google.cloud.firestore.ListenerRegistration;
import com.google.cloud.storage.Storage;
import dev.landfall.cli.TextTable;
import dev.landfall.core.ledger.FileState;
import dev.landfall.endtoend.bench.SmallFiles.SmallFile;
import dev.landfall.endtoend.laptop.Installation;
import dev.landfall.endtoend.laptop.LocalCommand;
import dev.landfall.endtoend.process.Supervisor;
import dev.landfall.localcloud.bigquery.quota.JobLatency;
import dev.landfall.localcloud.firestore.OperationCounts;
import dev.landfall.localcloud.time.TimeSource;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code landfall bench lone-file}: one file at a time. */
@Command(
        name = "lone-file",
        mixinStandardHelpOptions = true,
        description = {
            "Drops one small file after the other and measures from the end of its upload until a listener to the ledger",
            "sees it MERGED, less the time that BigQuery's load job and MERGE are made to take. One instance of each",
            "function, warm."
        })
final class LoneFileCommand implements Callable<Integer> {
    private static final int PATIENCE_SECONDS = 120;

    @Option(names = "--files", description = "measured ones (default: ${DEFAULT-VALUE})")
    int files = 100;

    @Option(names = "--warm-up", description = "files before the measured ones (default: ${DEFAULT-VALUE})")
    int warmUp = 60;

    @Option(names = "--latency", description = "of BigQuery's jobs (default: ${DEFAULT-VALUE})")
    String latency = "load=PT1S,dml=PT0.8S";

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        JobLatency imposed = JobLatency.parse(latency);
        Path directory = LocalCommand.runDirectory(Installation.current(), "bench");
        out.printf("%d lone files, latency %s; logs are in %s%n", files, latency, directory);
        out.flush();
        try (Supervisor supervisor = Supervisor.create(directory);
                BenchCloud cloud = BenchCloud.withFunctions(
                        TimeSource.system(),
                        imposed,
                        Files.createDirectories(directory.resolve("functions")),
                        supervisor,
                        1,
                        1);
                Storage storage = cloud.clients().storage();
                Firestore firestore = cloud.clients().firestore()) {
            Backlog.applySpecs(firestore, List.of("lone"));
            cloud.triggerFunctions();
            Semaphore merged = new Semaphore(0);
            ListenerRegistration listener = firestore
                    .collection("files")
                    .whereEqualTo("state", FileState.MERGED.name())
                    .addSnapshotListener((snapshot, error) -> {
                        if (snapshot != null) {
                            merged.release(snapshot.getDocumentChanges().size());
                        }
                    });
            try {
                measure(cloud, storage, merged, 0, warmUp);
                OperationCounts.Totals before = cloud.cloud().firestoreOperations();
                List<Long> whole = measure(cloud, storage, merged, warmUp, files);
                print(out, imposed, whole, cloud.cloud().firestoreOperations().since(before));
                out.printf(
                        "Quota refusals: %d%n",
                        cloud.cloud().bigQueryStatistics().refusals());
            } finally {
                listener.remove();
            }
        }
        return 0;
    }

    /** Milliseconds of each file. */
    private List<Long> measure(BenchCloud cloud, Storage storage, Semaphore merged, int first, int count)
            throws InterruptedException {
        SmallFiles content = new SmallFiles(1, first + count, 20);
        List<Long> times = new ArrayList<>();
        for (int i = first; i < first + count; i++) {
            SmallFile file = new SmallFile("lone", i);
            BenchCloud.put(storage, file.objectName(), content.content(file));
            long finalized = System.nanoTime();
            if (!merged.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException(file.objectName() + " is not merged after " + PATIENCE_SECONDS + " s: "
                        + cloud.cloud().events().stats());
            }
            times.add((System.nanoTime() - finalized) / 1_000_000);
        }
        return times;
    }

    private void print(PrintWriter out, JobLatency imposed, List<Long> whole, OperationCounts.Totals operations) {
        long jobs = imposed.load().plus(imposed.dml()).toMillis();
        List<Long> sorted = whole.stream().map(time -> time - jobs).sorted().toList();
        TextTable table = new TextTable(List.of("MILLISECONDS", "P50", "P95", "MAX"));
        table.add(List.of(
                "finalized to MERGED, less " + jobs + " imposed",
                "" + sorted.get(sorted.size() / 2),
                "" + sorted.get(sorted.size() * 95 / 100),
                "" + sorted.get(sorted.size() - 1)));
        out.println();
        table.print(out);
        out.printf(
                Locale.ROOT,
                "Firestore per file: %.2f reads, %.2f writes, %.2f calls%n",
                operations.reads() / (double) files,
                operations.writes() / (double) files,
                operations.calls() / (double) files);
        out.flush();
    }
}
