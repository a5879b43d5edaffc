package dev.landfall.cli;

import dev.landfall.core.failure.ErrorDetail;
import dev.landfall.core.ledger.FileRecord;
import dev.landfall.core.ledger.FileState;
import dev.landfall.core.ledger.FileStep;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code landfall files}: lists files of the ledger. */
@Command(
        name = "files",
        mixinStandardHelpOptions = true,
        description = {
            "Lists files of the ledger: where each stands, since when, and why it ended if it did.",
            "Without options, files in every state."
        },
        footer = {
            "",
            "Examples:",
            "  landfall files --state FAILED --since 12h",
            "  landfall files --table sales.orders --state LANDED   what waits to be loaded",
            "  landfall files --reason unknown_table --json",
            "",
            "Costs one document read per file of the table and state; --reason and --since are looked at here.",
            "Exit status: 0, also if no file fits; 2 wrong usage."
        })
final class FilesCommand implements Callable<Integer> {
    @Mixin
    FileSelection selection = new FileSelection();

    @Option(
            names = "--state",
            paramLabel = "STATE",
            description = "HELD, LANDED, LOADING, STAGED, MERGING, MERGED, REJECTED, FAILED or SUPERSEDED")
    @Nullable
    String state;

    @Option(names = "--history", description = "every step of each file: attempts, jobs, errors")
    boolean history;

    @Option(names = "--limit", paramLabel = "N", description = "at most so many files (default: ${DEFAULT-VALUE})")
    int limit = 1000;

    @Option(names = "--json", description = "one JSON object per file")
    boolean json;

    private final Deployment deployment;

    @Spec
    CommandSpec spec = CommandSpec.create();

    FilesCommand(Deployment deployment) {
        this.deployment = deployment;
    }

    @Override
    public Integer call() {
        List<FileState> states =
                state == null ? Stream.of(FileState.values()).toList() : List.of(FileSelection.state(state));
        PrintWriter out = spec.commandLine().getOut();
        try (Connection connection = deployment.connect()) {
            List<FileRecord> files = selection.files(connection.view(), states, Instant.now(), limit);
            if (json) {
                files.forEach(file ->
                        out.println(FileJson.GSON.toJson(history ? FileJson.withHistory(file) : FileJson.of(file))));
            } else {
                print(files, out);
            }
        }
        out.flush();
        return 0;
    }

    private void print(List<FileRecord> files, PrintWriter out) {
        for (FileRecord file : files) {
            out.println(file.state() + "  " + file.reached().get(file.state()) + "  "
                    + file.object().uri() + "  (" + (file.table() == null ? "no table" : file.table())
                    + ", generation " + file.object().generation() + ", "
                    + file.object().sizeBytes() + " bytes"
                    + (file.rows() == null ? "" : ", " + file.rows() + " rows") + ")");
            if (file.waitsFor() != null) {
                out.println("  waits for " + file.waitsFor());
            }
            ErrorDetail error = file.error();
            if (error != null) {
                out.println("  " + error.reason() + ": " + error.message());
                out.println("  " + error.advice());
            }
            if (history) {
                file.history().steps().forEach(step -> out.println("    " + line(step)));
            }
        }
        out.println(
                files.size() == limit
                        ? "(the first " + limit + " files; --limit shows more)"
                        : files.size() + (files.size() == 1 ? " file" : " files"));
    }

    private static String line(FileStep step) {
        return step.at() + "  " + step.state()
                + (step.batch() == null ? "" : "  batch " + step.batch())
                + (step.job() == null ? "" : "  job " + step.job())
                + (step.error() == null ? "" : "  " + step.error());
    }
}
