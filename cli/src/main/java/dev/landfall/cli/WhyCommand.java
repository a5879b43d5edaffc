package dev.landfall.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.landfall.core.ledger.FileRecord;
import dev.landfall.core.merge.Tombstones;
import dev.landfall.core.table.ColumnName;
import dev.landfall.core.table.NearestTables;
import dev.landfall.core.table.TableId;
import dev.landfall.core.table.TableSchema;
import dev.landfall.core.table.TableSpec;
import dev.landfall.core.warehouse.WarehouseTable;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code landfall why TABLE KEY}: which files, batches and jobs made a row. */
@Command(
        name = "why",
        mixinStandardHelpOptions = true,
        description = {
            "Shows the row of one key with its version, its remembered deletion if there is one, and which files, batches"
                    + " and jobs made it.",
            "KEY is the value, or k=v,k2=v2 for a key of several columns."
        },
        footer = {
            "",
            "Examples:",
            "  landfall why sales.orders 4711",
            "  landfall why sales.items order_id=4711,line=2",
            "  landfall why sales.places country=DE 'name=Frankfurt, Main'   one argument each, if a value has a comma",
            "",
            "A version names its file by the sequence; files that share one are all listed. Reads every merged file of"
                    + " the table in the ledger.",
            "Exit status: 0 a row or a remembered deletion is there, 1 neither, 2 wrong usage."
        })
final class WhyCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "DATASET.TABLE", description = "the target")
    String table = "";

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "KEY", description = "the row's key")
    List<String> key = List.of();

    @Option(names = "--json", description = "one JSON object")
    boolean json;

    private final Deployment deployment;

    @Spec
    CommandSpec spec = CommandSpec.create();

    WhyCommand(Deployment deployment) {
        this.deployment = deployment;
    }

    /** One version of the key: a row of the target or a tombstone. */
    private record Version(
            String kind,
            Map<String, @Nullable String> columns,
            @Nullable Long sequence) {}

    @Override
    public Integer call() throws InterruptedException {
        TableId target = TableArgument.parse(table);
        try (Connection connection = deployment.connect()) {
            TableSpec tableSpec = connection
                    .specs()
                    .of(target)
                    .orElseThrow(
                            () -> new UserError("Table " + target + " has neither spec nor target; did you mean one of "
                                    + nearest(connection, target) + "?"));
            RowKey rowKey = RowKey.parse(tableSpec, key);
            List<Version> versions = new ArrayList<>(versions(connection, "row", target, rowKey));
            if (tableSpec.merge().deletes() != null) {
                TableId tombstones = Tombstones.of(target, deployment.stagingDataset());
                versions.addAll(versions(connection, "tombstone", tombstones, rowKey));
            }
            List<JsonObject> found = new ArrayList<>();
            for (Version version : versions) {
                found.add(explain(connection, target, version));
            }
            print(target, rowKey, tableSpec, found);
            return versions.isEmpty() ? 1 : 0;
        }
    }

    private static List<Version> versions(Connection connection, String kind, TableId id, RowKey rowKey)
            throws InterruptedException {
        Optional<TableSchema> schema = connection.warehouse().table(id).map(WarehouseTable::schema);
        if (schema.isEmpty()) {
            return List.of();
        }
        List<Version> versions = new ArrayList<>();
        for (Map<String, @Nullable String> row : connection.lookup().rows(id, schema.get(), rowKey)) {
            @Nullable String sequence = row.get(ColumnName.SEQUENCE.value());
            versions.add(new Version(kind, row, sequence == null ? null : Long.valueOf(sequence)));
        }
        return versions;
    }

    private static JsonObject explain(Connection connection, TableId target, Version version) {
        JsonObject object = new JsonObject();
        object.addProperty("kind", version.kind());
        JsonObject columns = new JsonObject();
        version.columns().forEach(columns::addProperty);
        object.add("columns", columns);
        object.addProperty("sequence", version.sequence());
        if (version.sequence() == null) {
            object.addProperty(
                    "note",
                    "No sequence is kept with it, so nobody can say which file brought it: it was not written by"
                            + " Landfall, or by a merge that keeps none");
            return object;
        }
        FilesOfSequence files = FilesOfSequence.find(connection.view(), target, version.sequence());
        object.add("files", array(files.made()));
        object.add("older", array(files.before()));
        object.add("newer", array(files.after()));
        if (files.made().isEmpty()) {
            object.addProperty(
                    "note",
                    "No merged file in the ledger has this sequence: the row is older than the ledger,"
                            + " or its merge is not finished yet");
        } else if (files.made().size() > 1) {
            object.addProperty("note", "These files share the sequence: one of them brought it, or several the same");
        }
        return object;
    }

    private static JsonArray array(List<FileRecord> files) {
        JsonArray array = new JsonArray();
        for (FileRecord file : files) {
            JsonObject object = FileJson.of(file);
            JsonArray jobs = new JsonArray();
            file.jobs().forEach(jobs::add);
            object.add("jobs", jobs);
            array.add(object);
        }
        return array;
    }

    private void print(TableId target, RowKey rowKey, TableSpec tableSpec, List<JsonObject> found) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            JsonObject object = new JsonObject();
            object.addProperty("table", target.toString());
            JsonObject keys = new JsonObject();
            rowKey.values().forEach((column, value) -> keys.addProperty(column.value(), value));
            object.add("key", keys);
            JsonArray versions = new JsonArray();
            found.forEach(versions::add);
            object.add("versions", versions);
            out.println(FileJson.GSON.toJson(object));
        } else if (found.isEmpty()) {
            out.println("No row of " + target + " has the key " + rowKey.values()
                    + (tableSpec.merge().deletes() == null
                            ? ", and the table remembers no deletions."
                            : ", and no deletion of it is remembered."));
        } else {
            found.forEach(version -> printText(version, out));
        }
        out.flush();
    }

    private static void printText(JsonObject version, PrintWriter out) {
        out.println((version.get("kind").getAsString().equals("row") ? "The row: " : "Its deletion: ")
                + FileJson.GSON.toJson(version.get("columns")));
        if (version.has("note")) {
            out.println("  " + version.get("note").getAsString());
        }
        printFiles("  made by", version, "files", true, out);
        printFiles("  lost against it, for this key or not at all", version, "older", false, out);
        printFiles("  came with a greater sequence and did not change it", version, "newer", false, out);
    }

    private static void printFiles(String title, JsonObject version, String name, boolean jobs, PrintWriter out) {
        if (!version.has(name) || version.getAsJsonArray(name).isEmpty()) {
            return;
        }
        out.println(title);
        version.getAsJsonArray(name).forEach(element -> {
            JsonObject file = element.getAsJsonObject();
            out.println("    " + file.get("file").getAsString() + "  (sequence "
                    + file.get("sequence").getAsLong() + ", generation "
                    + file.get("generation").getAsLong() + ", batch "
                    + file.get("batch").getAsString() + ")");
            if (jobs) {
                file.getAsJsonArray("jobs").forEach(job -> out.println("      job " + job.getAsString()));
            }
        });
    }

    private static List<TableId> nearest(Connection connection, TableId target) {
        return NearestTables.to(
                target,
                connection.view().tables().stream().map(record -> record.id()).toList());
    }
}
