package dev.landfall.migration.initialload;

import dev.landfall.core.table.StorageFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Hadoop DistCp as a job on the user's cluster, started by the user's own command. It needs the Cloud Storage connector
 * on the cluster ({@code docs/migration.md} has its settings). {@code -update} makes it repeatable, {@code -delete} lets
 * the copy be exactly the source, {@code -direct} spares a rename, which Cloud Storage does by copying; checksums are
 * compared as CRC32C of the whole file, the one kind that HDFS and Cloud Storage share.
 *
 * @param launcher such as {@code hadoop distcp}
 * @param options added to it, such as {@code -Dmapreduce.job.queuename=etl} or {@code -bandwidth 50}
 * @param maps files that are copied at once
 * @param logs folder for what DistCp prints
 * @param progressEvery how often progress is told
 */
public record DistCp(List<String> launcher, List<String> options, int maps, Path logs, Duration progressEvery)
        implements FileCopy {
    private static final List<String> SETTINGS =
            List.of("-Dfs.gs.checksum.type=CRC32C", "-Ddfs.checksum.combine.mode=COMPOSITE_CRC");
    private static final int TAIL_LINES = 15;

    public DistCp {
        launcher = List.copyOf(launcher);
        options = List.copyOf(options);
    }

    @Override
    public String command(String source, StorageFolder target) {
        return arguments(source, target).stream()
                .map(word -> word.matches("[A-Za-z0-9_./:=,@%+-]+") ? word : "'" + word.replace("'", "'\\''") + "'")
                .collect(Collectors.joining(" "));
    }

    private List<String> arguments(String source, StorageFolder target) {
        List<String> arguments = new ArrayList<>(launcher);
        arguments.addAll(SETTINGS);
        arguments.addAll(options);
        arguments.addAll(List.of("-update", "-delete", "-direct", "-m", Integer.toString(maps)));
        arguments.add(source);
        arguments.add(target.uri());
        return arguments;
    }

    @Override
    public void run(String source, StorageFolder target, Runnable progress) {
        Path log = logs.resolve("distcp-" + target.objectPrefix().replace('/', '-') + "log");
        try {
            Process process = new ProcessBuilder(arguments(source, target))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
                    .start();
            try {
                while (!process.waitFor(progressEvery.toMillis(), TimeUnit.MILLISECONDS)) {
                    progress.run();
                }
            } finally {
                process.destroy();
            }
            if (process.exitValue() != 0) {
                throw new InitialLoadException("DistCp ended with status " + process.exitValue() + ". It ran as:\n  "
                        + command(source, target) + "\nThe end of " + log + ":\n" + tail(log));
            }
        } catch (IOException e) {
            throw new InitialLoadException(
                    "Cannot run '" + String.join(" ", launcher) + "': " + e.getMessage()
                            + ". Name the command that starts DistCp with --distcp, or say --copy-by-hand and run it"
                            + " yourself:\n  " + command(source, target),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InitialLoadException("Interrupted while DistCp was copying " + source, e);
        }
    }

    private static String tail(Path log) throws IOException {
        List<String> lines = Files.readAllLines(log, StandardCharsets.UTF_8);
        return lines.stream()
                .skip(Math.max(0, lines.size() - TAIL_LINES))
                .map(line -> "  " + line)
                .collect(Collectors.joining("\n"));
    }
}
