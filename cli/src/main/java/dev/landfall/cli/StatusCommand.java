package dev.landfall.cli;

import com.google.gson.JsonObject;
import dev.landfall.core.ledger.FileRecord;
import dev.landfall.core.ledger.FileState;
import dev.landfall.core.status.TableStatus;
import dev.landfall.core.table.TableId;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code landfall status}: what the ledger says of each table, and which files ended with an error. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = {
            "Shows each table: fresh as of, files merged, in the backlog, failed; rows inserted, updated, ignored.",
            "Below it, what each backlog waits for, and the files that failed or were rejected, with reason and advice.",
            "Counts come from the database; no file is read for them."
        },
        footer = {"", "Exit status: 0 nothing failed, 1 some file failed or was rejected."})
final class StatusCommand implements Callable<Integer> {
    @Option(names = "--table", paramLabel = "DATASET.TABLE", description = "only this table")
    @Nullable
    String table;

    @Option(names = "--json", description = "one JSON object per table and per failed file")
    boolean json;

    @Option(names = "--watch", description = "print again every two seconds until Ctrl-C")
    boolean watch;

    private final Deployment deployment;

    @Spec
    CommandSpec spec = CommandSpec.create();

    StatusCommand(Deployment deployment) {
        this.deployment = deployment;
    }

    @Override
    public Integer call() throws InterruptedException {
        TableId only = table == null ? null : TableArgument.parse(table);
        try (Connection connection = deployment.connect()) {
            while (true) {
                Instant now = Instant.now();
                LedgerSnapshot snapshot = LedgerSnapshot.read(connection.view(), only, now);
                if (watch && !json) {
                    spec.commandLine().getOut().println("-- " + now.truncatedTo(ChronoUnit.SECONDS));
                }
                print(snapshot);
                if (!watch) {
                    return snapshot.failed() == 0 ? 0 : 1;
                }
                Thread.sleep(Duration.ofSeconds(2).toMillis());
            }
        }
    }

    private void print(LedgerSnapshot snapshot) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            snapshot.tables().forEach(status -> out.println(FileJson.GSON.toJson(jsonOf(status))));
            snapshot.failures().forEach(file -> out.println(FileJson.GSON.toJson(FileJson.of(file))));
        } else {
            printText(snapshot, out);
        }
        out.flush();
    }

    private static void printText(LedgerSnapshot snapshot, PrintWriter out) {
        if (snapshot.tables().isEmpty()) {
            out.println("The ledger knows no table and no file yet.");
            return;
        }
        TextTable tables = new TextTable(List.of(
                "TABLE",
                "FRESH AS OF",
                "MERGED",
                "BACKLOG",
                "FAILED",
                "INSERTED",
                "UPDATED",
                "DELETED",
                "REJECTED",
                "IGNORED",
                "DUPLICATES"));
        for (TableStatus status : snapshot.tables()) {
            tables.add(List.of(
                    status.table(),
                    text(status.freshAsOf()),
                    number(status.files().in(FileState.MERGED)),
                    number(status.files().backlog()),
                    number(status.files().failed()),
                    number(status.rows().inserted()),
                    number(status.rows().updated()),
                    number(status.rows().deleted()),
                    number(status.rows().rejected()),
                    number(status.rows().ignored()),
                    number(status.files().duplicates())));
        }
        tables.print(out);
        boolean first = true;
        for (TableStatus status : snapshot.tables()) {
            if (status.waiting() != null) {
                out.print(first ? "%nWhat the backlog waits for%n".formatted() : "");
                out.println("  " + status.table() + ": " + status.waiting());
                first = false;
            }
        }
        for (FileRecord file : snapshot.failures()) {
            out.println();
            out.println(file.state() + "  " + file.object().uri() + "  (generation "
                    + file.object().generation() + ")");
            if (file.error() != null) {
                out.println("  " + file.error().reason() + ": " + file.error().message());
                out.println("  " + file.error().advice());
            }
        }
        if (snapshot.failed() > snapshot.failures().size()) {
            out.printf(
                    "%n(%d of %d files; 'landfall files --state FAILED' and '--state REJECTED' list all)%n",
                    snapshot.failures().size(), snapshot.failed());
        }
    }

    private static JsonObject jsonOf(TableStatus status) {
        JsonObject object = new JsonObject();
        object.addProperty("table", status.table());
        object.addProperty(
                "freshAsOf",
                status.freshAsOf() == null ? null : status.freshAsOf().toString());
        object.addProperty("merged", status.files().in(FileState.MERGED));
        object.addProperty("backlog", status.files().backlog());
        object.addProperty("failed", status.files().failed());
        JsonObject files = new JsonObject();
        for (FileState state : FileState.values()) {
            files.addProperty(state.name(), status.files().in(state));
        }
        object.add("files", files);
        object.addProperty("inserted", status.rows().inserted());
        object.addProperty("updated", status.rows().updated());
        object.addProperty("deleted", status.rows().deleted());
        object.addProperty("rejected", status.rows().rejected());
        object.addProperty("ignored", status.rows().ignored());
        object.addProperty("duplicates", status.files().duplicates());
        object.addProperty("waiting", status.waiting());
        return object;
    }

    private static String text(@Nullable Instant instant) {
        return instant == null ? "-" : instant.toString();
    }

    private static String number(long value) {
        return Long.toString(value);
    }
}
