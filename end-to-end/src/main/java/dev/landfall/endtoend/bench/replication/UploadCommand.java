package dev.landfall.endtoend.bench.replication;

import dev.landfall.cli.TextTable;
import dev.landfall.endtoend.demo.DemoCluster;
import dev.landfall.endtoend.laptop.Laptop;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code landfall bench upload}: large files, and many small ones. */
@Command(
        name = "upload",
        mixinStandardHelpOptions = true,
        description = {
            "Ships files of a folder by the replicator (state database, journal, manifest, CRC32C and all), beside the",
            "same bytes sent bare by the JDK's HTTP client, and beside Hadoop's DistCp with the Cloud Storage connector;",
            "each in a JVM of its own, on one local cloud. The full size: --large 64 --large-size 64 --small 5000"
        })
public final class UploadCommand implements Callable<Integer> {
    private static final int KIBIBYTE = 1024;
    private static final int BUFFER = 1024 * KIBIBYTE;
    private static final int PARALLEL = 16;

    @Option(names = "--large", description = "large files (default: ${DEFAULT-VALUE})")
    int large = 16;

    @Option(names = "--large-size", description = "MiB of each (default: ${DEFAULT-VALUE})")
    int largeMebibytes = 32;

    @Option(names = "--small", description = "small files (default: ${DEFAULT-VALUE})")
    int small = 1_000;

    @Option(names = "--small-size", description = "KiB of each (default: ${DEFAULT-VALUE})")
    int smallKibibytes = 100;

    @Option(names = "--rounds", description = "of each, in turn; the best counts (default: ${DEFAULT-VALUE})")
    int rounds = 2;

    @Option(names = "--no-distcp", description = "leave DistCp out")
    boolean noDistCp;

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        try (Bench bench = Bench.start("upload")) {
            Bench.load(out, "before");
            measure(bench, files(bench, "large", large, (long) largeMebibytes * KIBIBYTE * KIBIBYTE), large);
            measure(bench, files(bench, "small", small, (long) smallKibibytes * KIBIBYTE), small);
            Bench.load(out, "after");
        }
        return 0;
    }

    private static Path files(Bench bench, String name, int count, long bytes) throws IOException {
        Path folder = Files.createDirectories(bench.folder().resolve(name));
        byte[] content = new byte[BUFFER];
        Random random = new Random(count);
        for (int i = 0; i < count; i++) {
            random.nextBytes(content);
            try (OutputStream file =
                    new BufferedOutputStream(Files.newOutputStream(folder.resolve("%06d.csv".formatted(i))))) {
                for (long left = bytes; left > 0; left -= BUFFER) {
                    file.write(content, 0, (int) Math.min(BUFFER, left));
                }
            }
        }
        return folder;
    }

    private void measure(Bench bench, Path folder, int count) throws IOException, InterruptedException {
        String name = folder.getFileName().toString();
        @Nullable Effort bare = null;
        @Nullable Effort replicated = null;
        for (int round = 0; round < rounds; round++) {
            String place = bench.environment().get("STORAGE_EMULATOR_HOST") + "/upload/storage/v1/b/" + Laptop.BUCKET
                    + "/o?uploadType=media&name=bare/" + name + "-" + round + "/";
            bare = Effort.better(
                    bare,
                    bench.work("put", URI.create(place).toString(), folder.toString(), "" + PARALLEL)
                            .get(0));
            replicated = Effort.better(
                    replicated,
                    bench.work(
                                    "replicate",
                                    pipeline(bench, folder, name + "_" + round).toString(),
                                    "1")
                            .get(0));
        }
        if (bare == null || replicated == null || replicated.items() != count) {
            throw new IllegalStateException("Not all of " + count + " files were shipped: " + replicated);
        }
        TextTable table = Bench.table("FILES");
        Bench.line(table, name + ": sent bare", bare, bare);
        Bench.line(table, name + ": replicator", replicated, bare);
        if (!noDistCp) {
            Duration took = distCp(bench, folder);
            Bench.line(table, name + ": DistCp, its start included", new Effort(took.toMillis(), 0, 0, 0, count), bare);
        }
        table.print(spec.commandLine().getOut());
        spec.commandLine().getOut().flush();
    }

    private static Path pipeline(Bench bench, Path folder, String table) throws IOException {
        return bench.pipeline("lake: { kind: hdfs, uri: \"file:///\" }\n", """
                - target: bench.%s
                  source: { connection: lake, directory: %s, format: csv }
                  mode: append
                """.formatted(table, folder));
    }

    private static Duration distCp(Bench bench, Path folder) throws IOException, InterruptedException {
        Path command = DemoCluster.writeCommand(bench.folder(), bench.installation(), bench.environment());
        return bench.time(List.of(
                command.toString(),
                "distcp",
                "-Dfs.defaultFS=file:///",
                "-skipcrccheck",
                "-update",
                "-direct",
                "-m",
                "4",
                "file://" + folder,
                "gs://" + Laptop.BUCKET + "/distcp/" + folder.getFileName()));
    }
}
