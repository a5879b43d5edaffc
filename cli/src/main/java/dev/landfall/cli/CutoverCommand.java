package dev.landfall.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.landfall.core.ledger.LedgerView;
import dev.landfall.core.ledger.TableRecord;
import dev.landfall.core.status.TableStatus;
import dev.landfall.core.table.TableId;
import dev.landfall.gcp.client.CloudClients;
import dev.landfall.migration.validation.failure.ValidationException;
import dev.landfall.migration.validation.history.FirestoreValidationHistory;
import dev.landfall.migration.validation.history.Readiness;
import dev.landfall.migration.validation.history.ValidationHistory;
import dev.landfall.replicator.pipeline.PipelineTable;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code landfall cutover}: may the users of a table go over to BigQuery? */
@Command(
        name = "cutover",
        mixinStandardHelpOptions = true,
        description = {
            "Says for each table whether its users may go over to BigQuery: validated as equal so many times running,",
            "fresh, and no file failed or on its way. Looks at the ledger and at past validations; asks no engine."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every table is ready",
            "1:at least one table is not",
            "2:the command line, the pipeline file or the environment is wrong"
        })
final class CutoverCommand implements Callable<Integer> {
    @Option(names = "--pipeline", paramLabel = "FILE", description = "the tables of this pipeline file")
    @Nullable
    Path pipeline;

    @Option(
            names = "--environment",
            paramLabel = "NAME",
            description = "one of the file's environments; default: $$LANDFALL_ENVIRONMENT")
    @Nullable
    String environment;

    @Option(
            names = {"--tables", "--table"},
            paramLabel = "DATASET.TABLE",
            split = ",",
            description = "only these targets; default: those of the pipeline file, else all that the ledger knows")
    List<String> tables = new ArrayList<>();

    @Option(
            names = "--equal",
            paramLabel = "TIMES",
            description = "how many validations in a row must have proved it equal (default: ${DEFAULT-VALUE})")
    int equal = 3;

    @Option(
            names = "--max-age",
            converter = DurationArgument.class,
            paramLabel = "TIME",
            description = "how old the newest validation may be (default: 1 day)")
    Duration maximumAge = Duration.ofDays(1);

    @Option(
            names = "--max-lag",
            converter = DurationArgument.class,
            paramLabel = "TIME",
            description = "for how long nothing may have been merged (default: 2 days)")
    Duration maximumLag = Duration.ofDays(2);

    @Option(names = "--json", description = "one JSON object per table")
    boolean json;

    private final Deployment deployment;

    @Spec
    CommandSpec spec = CommandSpec.create();

    CutoverCommand(Deployment deployment) {
        this.deployment = deployment;
    }

    @Override
    public Integer call() {
        try (CloudClients clients = deployment.clients();
                Connection connection = new Connection(deployment, clients)) {
            LedgerView ledger = connection.view();
            ValidationHistory history = new FirestoreValidationHistory(clients.firestore());
            Readiness.Rules rules = new Readiness.Rules(equal, maximumAge, maximumLag);
            Instant now = Instant.now();
            List<Readiness> readiness = chosen(ledger).stream()
                    .map(table -> Readiness.of(table, history.of(table), status(ledger, table, now), rules, now))
                    .toList();
            print(readiness);
            return readiness.stream().allMatch(Readiness::ready) ? 0 : 1;
        } catch (ValidationException e) {
            throw new UserError(e.getMessage());
        }
    }

    private List<TableId> chosen(LedgerView ledger) {
        if (pipeline != null) {
            return PipelineArgument.chosen(
                            PipelineArgument.parse(pipeline, deployment.environment(), environment), tables)
                    .stream()
                    .map(PipelineTable::spec)
                    .map(tableSpec -> tableSpec.target())
                    .toList();
        }
        return tables.isEmpty()
                ? ledger.tables().stream().map(TableRecord::id).sorted().toList()
                : tables.stream().map(TableArgument::parse).toList();
    }

    private static @Nullable TableStatus status(LedgerView ledger, TableId table, Instant now) {
        return LedgerSnapshot.read(ledger, table, now).tables().stream()
                .filter(status -> status.table().equals(table.toString()))
                .findFirst()
                .orElse(null);
    }

    private void print(List<Readiness> readiness) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            readiness.forEach(table -> out.println(object(table)));
        } else {
            TextTable table =
                    new TextTable(List.of("TABLE", "READY", "EQUAL", "VALIDATED", "LAG", "FAILED", "BACKLOG"));
            readiness.forEach(row -> table.add(List.of(
                    row.table().toString(),
                    row.ready() ? "yes" : "no",
                    Integer.toString(row.equalRuns()),
                    row.validatedAt() == null ? "never" : row.validatedAt().toString(),
                    row.lag() == null ? "-" : Readiness.words(row.lag()),
                    Long.toString(row.failures()),
                    Long.toString(row.backlog()))));
            table.print(out);
            readiness.stream()
                    .filter(row -> !row.ready())
                    .forEach(row -> out.println(System.lineSeparator() + row.table() + " is not ready: "
                            + String.join("; ", row.blockers())));
        }
        out.flush();
    }

    private static JsonObject object(Readiness table) {
        JsonObject object = new JsonObject();
        object.addProperty("table", table.table().toString());
        object.addProperty("ready", table.ready());
        object.addProperty("equalRuns", table.equalRuns());
        object.addProperty(
                "validatedAt",
                table.validatedAt() == null ? null : table.validatedAt().toString());
        object.addProperty(
                "lagSeconds", table.lag() == null ? null : table.lag().toSeconds());
        object.addProperty("failed", table.failures());
        object.addProperty("backlog", table.backlog());
        JsonArray blockers = new JsonArray();
        table.blockers().forEach(blockers::add);
        object.add("blockers", blockers);
        return object;
    }
}
