package dev.landfall.cli;

import com.google.gson.JsonObject;
import dev.landfall.core.failure.ErrorDetail;
import dev.landfall.core.failure.LaterException;
import dev.landfall.core.ledger.FileRecord;
import dev.landfall.core.ledger.FileState;
import dev.landfall.core.load.FileRetry;
import dev.landfall.core.load.FileRetry.Outcome;
import dev.landfall.core.load.TableLoader;
import dev.landfall.core.table.TableId;
import dev.landfall.core.table.TableSpec;
import dev.landfall.core.warehouse.WarehouseException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code landfall retry}: takes files that failed or were rejected up again. */
@Command(
        name = "retry",
        mixinStandardHelpOptions = true,
        description = {
            "Takes files that are FAILED or REJECTED up again, after what was wrong was put right.",
            "Each file's name and its table's spec are looked at anew; then its table is loaded, here and now, and the"
                    + " merge function is woken. If the command dies, the sweep goes on."
        },
        footer = {
            "",
            "Examples:",
            "  landfall retry --reason unknown_table --dry-run    what would be taken up?",
            "  landfall retry --table sales.orders --state FAILED",
            "  landfall retry gs://my-landing/landing/sales/orders/part-0001.avro",
            "",
            "A file whose object is gone or was overwritten is left as it is: a new version is a file of its own.",
            "Needs LANDFALL_STAGING_DATASET and LANDFALL_MERGE_TOPIC, as the loader function has them.",
            "Exit status: 0 every chosen file was taken up, 1 some was not, or failed again, 2 wrong usage."
        })
final class RetryCommand implements Callable<Integer> {
    private static final List<FileState> ENDED = List.of(FileState.FAILED, FileState.REJECTED);

    @Parameters(arity = "0..*", paramLabel = "URI", description = "gs://bucket/name of a file")
    List<String> uris = List.of();

    @Mixin
    FileSelection selection = new FileSelection();

    @Option(names = "--state", paramLabel = "STATE", description = "only FAILED, or only REJECTED")
    @Nullable
    String state;

    @Option(names = "--all", description = "every file that failed or was rejected")
    boolean all;

    @Option(names = "--dry-run", description = "print what would be taken up, change nothing")
    boolean dryRun;

    @Option(names = "--limit", paramLabel = "N", description = "at most so many files (default: ${DEFAULT-VALUE})")
    int limit = 10_000;

    @Option(
            names = "--patience",
            paramLabel = "TIME",
            converter = DurationArgument.class,
            defaultValue = "10m",
            description = "how long to wait for one table's load jobs (default: ${DEFAULT-VALUE})")
    Duration patience = Duration.ZERO;

    @Option(names = "--json", description = "one JSON object per file and per table")
    boolean json;

    private final Deployment deployment;

    @Spec
    CommandSpec spec = CommandSpec.create();

    RetryCommand(Deployment deployment) {
        this.deployment = deployment;
    }

    @Override
    public Integer call() {
        List<FileState> states = states();
        if (uris.isEmpty() && selection.isEmpty() && state == null && !all) {
            throw new UserError(
                    "Say which files: name their URIs, or use --table, --reason, --state, --since or --all");
        }
        try (Connection connection = deployment.connect()) {
            if (!dryRun) {
                // What is missing is said before anything is changed.
                deployment.stagingDataset();
                deployment.mergeTopic();
            }
            List<FileRecord> files = chosen(connection, states);
            List<Outcome> outcomes = new ArrayList<>();
            Map<TableId, TableSpec> tables = new TreeMap<>();
            FileRetry retry = new FileRetry(connection::bucket, connection.intake(), connection.ledger());
            for (FileRecord file : files) {
                Outcome outcome = dryRun ? retry.look(file) : retry.retry(file);
                outcomes.add(outcome);
                if (outcome.spec() != null) {
                    tables.put(outcome.spec().target(), outcome.spec());
                }
            }
            if (files.isEmpty() && !json) {
                spec.commandLine().getOut().println("No file that failed or was rejected fits.");
            }
            boolean complete = load(connection, tables);
            for (Outcome outcome : outcomes) {
                FileRecord now = outcome.end() == FileRetry.End.LANDED
                        ? connection.view().file(outcome.file().id()).orElse(outcome.file())
                        : outcome.file();
                print(now, outcome.end());
                complete &= outcome.end() == FileRetry.End.RETRIABLE
                        || (outcome.end() == FileRetry.End.LANDED && now.error() == null);
            }
            return complete ? 0 : 1;
        } finally {
            spec.commandLine().getOut().flush();
        }
    }

    private List<FileState> states() {
        if (state == null) {
            return ENDED;
        }
        FileState only = FileSelection.state(state);
        if (!ENDED.contains(only)) {
            throw new UserError("--state " + state + " cannot be retried: only FAILED and REJECTED files wait for it");
        }
        return List.of(only);
    }

    private List<FileRecord> chosen(Connection connection, List<FileState> states) {
        List<FileRecord> files = selection.files(connection.view(), states, Instant.now(), limit);
        if (uris.isEmpty()) {
            return files;
        }
        Set<String> missing = new HashSet<>(uris);
        List<FileRecord> named = files.stream()
                .filter(file -> uris.contains(file.object().uri()))
                .toList();
        named.forEach(file -> missing.remove(file.object().uri()));
        if (!missing.isEmpty()) {
            throw new UserError("No file that is " + states + " has the name "
                    + missing.iterator().next()
                    + ": look for it with 'landfall files', or let 'landfall sweep' find it if its event was lost");
        }
        return named;
    }

    /** True if nothing is left of what was taken up. */
    private boolean load(Connection connection, Map<TableId, TableSpec> tables) {
        if (tables.isEmpty()) {
            return true;
        }
        boolean complete = true;
        TableLoader loader = connection.loader(patience);
        String event = "retry-" + UUID.randomUUID();
        for (TableSpec table : tables.values()) {
            try {
                loader.drain(table, event);
                say(table.target(), "its landed files are loaded, or their loader has been told", null);
            } catch (LaterException | WarehouseException e) {
                complete = false;
                say(table.target(), "is not loaded yet; the next event or sweep goes on", e.getMessage());
            }
        }
        return complete;
    }

    private void say(TableId table, String what, @Nullable String error) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            JsonObject object = new JsonObject();
            object.addProperty("table", table.toString());
            object.addProperty("loaded", error == null);
            object.addProperty("error", error);
            out.println(FileJson.GSON.toJson(object));
        } else {
            out.println(table + ": " + what + (error == null ? "" : " (" + error + ")"));
        }
    }

    private void print(FileRecord file, FileRetry.End end) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            JsonObject object = FileJson.of(file);
            object.addProperty("outcome", end.name());
            out.println(FileJson.GSON.toJson(object));
            return;
        }
        out.println(file.object().uri() + "  (generation " + file.object().generation() + "): " + words(file, end));
        ErrorDetail error = file.error();
        if (error != null) {
            out.println("  " + error.reason() + ": " + error.message());
            out.println("  " + error.advice());
        }
    }

    private static String words(FileRecord file, FileRetry.End end) {
        return switch (end) {
            case LANDED -> "was taken up and is " + file.state() + " now";
            case RETRIABLE -> "would be taken up";
            case HELD -> "waits for " + file.waitsFor();
            case REFUSED -> "is refused today, too";
            case GONE -> "is not in the bucket any more: drop it again";
            case OVERWRITTEN -> "was overwritten; the new version is a file of its own";
            case UNDER_WAY -> "is " + file.state() + " by now";
        };
    }
}
