package dev.landfall.cli;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import dev.landfall.core.ledger.FileRecord;
import dev.landfall.core.ledger.FileState;
import dev.landfall.core.ledger.Ledger;
import dev.landfall.core.status.TableStatus;
import dev.landfall.core.table.TableId;
import dev.landfall.gcp.client.CloudClients;
import dev.landfall.gcp.firestore.FirestoreLedgerStore;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
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
            "Below it, every file that failed or was rejected, with its reason and what to do."
        },
        footer = {"", "Exit status: 0 nothing failed, 1 some file failed or was rejected."})
final class StatusCommand implements Callable<Integer> {
    private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

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
        try (CloudClients clients = deployment.clients()) {
            Ledger ledger = new Ledger(new FirestoreLedgerStore(clients.firestore()), Clock.systemUTC());
            while (true) {
                LedgerSnapshot snapshot = LedgerSnapshot.read(ledger, only);
                print(snapshot);
                if (!watch) {
                    return snapshot.failures().isEmpty() ? 0 : 1;
                }
                Thread.sleep(Duration.ofSeconds(2).toMillis());
            }
        }
    }

    private void print(LedgerSnapshot snapshot) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            snapshot.tables().forEach(status -> out.println(GSON.toJson(jsonOf(status))));
            snapshot.failures().forEach(file -> out.println(GSON.toJson(jsonOf(file))));
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
                "TABLE", "FRESH AS OF", "MERGED", "BACKLOG", "FAILED", "INSERTED", "UPDATED", "IGNORED", "DUPLICATES"));
        for (TableStatus status : snapshot.tables()) {
            tables.add(List.of(
                    status.table(),
                    text(status.freshAsOf()),
                    number(status.files(FileState.MERGED)),
                    number(status.backlog()),
                    number(status.failed()),
                    number(status.rows().inserted()),
                    number(status.rows().updated()),
                    number(status.rows().ignored()),
                    number(status.duplicates())));
        }
        tables.print(out);
        for (FileRecord file : snapshot.failures()) {
            out.println();
            out.println(file.state() + "  " + file.object().uri() + "  (generation "
                    + file.object().generation() + ")");
            if (file.error() != null) {
                out.println("  " + file.error().reason() + ": " + file.error().message());
                out.println("  " + file.error().advice());
            }
        }
        if (snapshot.truncated()) {
            out.println(
                    "(only the first " + LedgerSnapshot.MOST_FILES + " files were read; name one table by --table)");
        }
    }

    private static JsonObject jsonOf(TableStatus status) {
        JsonObject object = new JsonObject();
        object.addProperty("table", status.table());
        object.addProperty(
                "freshAsOf",
                status.freshAsOf() == null ? null : status.freshAsOf().toString());
        object.addProperty("merged", status.files(FileState.MERGED));
        object.addProperty("backlog", status.backlog());
        object.addProperty("failed", status.failed());
        object.addProperty("inserted", status.rows().inserted());
        object.addProperty("updated", status.rows().updated());
        object.addProperty("ignored", status.rows().ignored());
        object.addProperty("duplicates", status.duplicates());
        return object;
    }

    private static JsonObject jsonOf(FileRecord file) {
        JsonObject object = new JsonObject();
        object.addProperty("file", file.object().uri());
        object.addProperty("generation", file.object().generation());
        object.addProperty("state", file.state().name());
        if (file.error() != null) {
            object.addProperty("reason", file.error().reason());
            object.addProperty("message", file.error().message());
            object.addProperty("advice", file.error().advice());
        }
        return object;
    }

    private static String text(@Nullable Instant instant) {
        return instant == null ? "-" : instant.toString();
    }

    private static String number(long value) {
        return Long.toString(value);
    }
}
