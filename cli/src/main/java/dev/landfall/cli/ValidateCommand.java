package dev.landfall.cli;

import dev.landfall.core.table.TableId;
import dev.landfall.gcp.client.CloudClients;
import dev.landfall.migration.validation.PipelineValidation;
import dev.landfall.migration.validation.ValidationRequest;
import dev.landfall.migration.validation.comparison.Level;
import dev.landfall.migration.validation.comparison.Outcome;
import dev.landfall.migration.validation.comparison.SearchLimits;
import dev.landfall.migration.validation.comparison.ValidationResult;
import dev.landfall.migration.validation.failure.ValidationException;
import dev.landfall.migration.validation.history.FirestoreValidationHistory;
import dev.landfall.migration.validation.history.PastValidation;
import dev.landfall.migration.validation.history.ValidationHistory;
import dev.landfall.migration.validation.report.HtmlReport;
import dev.landfall.migration.validation.report.JsonReport;
import dev.landfall.migration.validation.report.TextReport;
import dev.landfall.migration.validation.side.ComparedTable;
import dev.landfall.replicator.failure.ReplicationException;
import dev.landfall.replicator.pipeline.Pipeline;
import dev.landfall.replicator.pipeline.PipelineTable;
import dev.landfall.replicator.state.DeltaJournal;
import dev.landfall.replicator.state.StateDatabase;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code landfall validate}: is what BigQuery holds equal to the source? */
@Command(
        name = "validate",
        mixinStandardHelpOptions = true,
        description = {
            "Compares tables in BigQuery with their sources in Hive: counts, digests per partition computed in both"
                    + " engines, and where these differ, the keys and columns that differ.",
            "Rows newer than what the replicator surely delivered are left out on both sides."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every table is equal, as far as the level looks",
            "1:at least one table differs",
            "2:the command line, the pipeline file or the environment is wrong; nothing was compared",
            "3:no table differs, but at least one could not be compared, or has deltas on their way"
        })
final class ValidateCommand implements Callable<Integer> {
    static final int DIFFERENT = 1;
    static final int UNDECIDED = 3;

    @Option(names = "--pipeline", required = true, paramLabel = "FILE", description = "the pipeline file (YAML)")
    Path pipeline = Path.of("");

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
            description = "only these targets; default: all")
    List<String> tables = new ArrayList<>();

    @Option(
            names = "--level",
            paramLabel = "count|digest|rows",
            description = "how deep to look: rows per partition; digests per partition; the keys that differ"
                    + " (default: ${DEFAULT-VALUE})")
    String level = "rows";

    @Option(
            names = "--where",
            paramLabel = "SQL",
            description = "a condition that both engines understand; rows that do not meet it are left out")
    @Nullable
    String where;

    @Option(
            names = "--as-of",
            paramLabel = "TIME",
            description = "leave out rows whose watermark is this or later, like 2026-01-31T12:00; default: the"
                    + " replicator's watermark less the overlap")
    @Nullable
    String asOf;

    @Option(names = "--all-rows", description = "compare all rows, also those that no delta has delivered yet")
    boolean allRows;

    @Option(
            names = "--ignore-column",
            paramLabel = "COLUMN",
            split = ",",
            description = "leave these columns out on both sides")
    List<String> ignored = new ArrayList<>();

    @Option(
            names = "--from-manifests",
            description = "ask no source: compare the rows that the replicator's manifests name with those that were"
                    + " loaded from the same files")
    boolean fromManifests;

    @Option(names = "--keys", description = "name at most this many keys of a table (default: ${DEFAULT-VALUE})")
    int keys = SearchLimits.DEFAULT.keys();

    @Option(names = "--report", paramLabel = "text|html|json", description = "the report's form (default: text)")
    String report = "text";

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description = "where the HTML report goes (default: ${DEFAULT-VALUE})")
    Path output = Path.of("landfall-validation.html");

    @Option(names = "--json", description = "the same as --report json: one JSON object per table")
    boolean json;

    @Option(names = "--no-history", description = "do not remember the outcome for 'landfall cutover'")
    boolean noHistory;

    private final Deployment deployment;

    @Spec
    CommandSpec spec = CommandSpec.create();

    ValidateCommand(Deployment deployment) {
        this.deployment = deployment;
    }

    @Override
    public Integer call() {
        ValidationRequest request = request();
        if (!Set.of("text", "html", "json").contains(report)) {
            throw new UserError("--report is text, html or json, not '" + report + "'");
        }
        Pipeline parsed = PipelineArgument.parse(pipeline, deployment.environment(), environment);
        List<PipelineTable> chosen = PipelineArgument.chosen(parsed, tables);
        Map<TableId, LocalDateTime> watermarks =
                fromManifests || request.allRows() || request.asOf() != null ? Map.of() : watermarks(parsed, chosen);
        try (CloudClients clients = deployment.clients();
                Connection connection = new Connection(deployment, clients)) {
            if (fromManifests) {
                DeliveredManifests manifests =
                        new DeliveredManifests(clients.storage(), parsed.landing(), connection.view());
                return run(chosen, table -> manifests.validate(table.spec().target()), result -> {});
            }
            PipelineValidation validation = new PipelineValidation(
                    clients.bigQuery(),
                    connection.warehouse(),
                    new KnownDeliveries(watermarks, connection.view()),
                    this::progress,
                    Clock.systemUTC());
            ValidationHistory history = new FirestoreValidationHistory(clients.firestore());
            return run(chosen, table -> validation.validate(table, request), result -> remember(result, history));
        }
    }

    private ValidationRequest request() {
        try {
            return new ValidationRequest(
                    Level.valueOf(level.toUpperCase(Locale.ROOT)),
                    SearchLimits.DEFAULT.withKeys(keys),
                    asOf == null ? null : LocalDateTime.parse(asOf.replace(' ', 'T')),
                    allRows,
                    new ComparedTable.Choices(
                            where,
                            ignored.stream()
                                    .map(name -> name.toLowerCase(Locale.ROOT))
                                    .collect(Collectors.toSet())));
        } catch (DateTimeParseException e) {
            throw new UserError("--as-of is a time without a zone, like 2026-01-31T12:00, not '" + asOf + "'");
        } catch (IllegalArgumentException e) {
            throw new UserError("--level is count, digest or rows, not '" + level + "'");
        }
    }

    /** What the replicator delivered; nothing if it never ran here. */
    private static Map<TableId, LocalDateTime> watermarks(Pipeline pipeline, List<PipelineTable> tables) {
        if (pipeline.state().url() == null
                && !Files.isDirectory(pipeline.state().folder())) {
            return Map.of();
        }
        try (StateDatabase state = StateDatabase.open(pipeline.state())) {
            DeltaJournal journal = state.journal(Clock.systemUTC());
            Map<TableId, LocalDateTime> watermarks = new HashMap<>();
            for (PipelineTable table : tables) {
                TableId target = table.spec().target();
                journal.watermark(target).ifPresent(watermark -> watermarks.put(target, watermark));
            }
            return watermarks;
        } catch (ReplicationException e) {
            throw new UserError(e.getMessage() + ". Or say yourself how fresh the target is, with --as-of");
        }
    }

    private int run(
            List<PipelineTable> chosen,
            Function<PipelineTable, ValidationResult> validation,
            Consumer<ValidationResult> remembered) {
        PrintWriter out = spec.commandLine().getOut();
        TextReport text = new TextReport(out);
        List<ValidationResult> results = new ArrayList<>();
        for (PipelineTable table : chosen) {
            ValidationResult result = validation.apply(table);
            results.add(result);
            if (json || report.equals("json")) {
                out.println(JsonReport.line(result));
            } else {
                text.print(result);
            }
            out.flush();
            remembered.accept(result);
        }
        if (report.equals("html")) {
            write(HtmlReport.page(results, Instant.now()));
            out.println("Report: " + output.toAbsolutePath());
        }
        out.flush();
        if (results.stream().anyMatch(result -> result.outcome() == Outcome.DIFFERENT)) {
            return DIFFERENT;
        }
        return results.stream().allMatch(result -> result.outcome() == Outcome.EQUAL) ? 0 : UNDECIDED;
    }

    /** What looks at some rows only says nothing of the table. */
    private void remember(ValidationResult result, ValidationHistory history) {
        if (noHistory || where != null || !ignored.isEmpty()) {
            return;
        }
        try {
            history.add(result.target(), PastValidation.of(result));
        } catch (ValidationException e) {
            spec.commandLine()
                    .getErr()
                    .println("The outcome is not remembered for 'landfall cutover': " + e.getMessage());
        }
    }

    private void write(String page) {
        try {
            Files.writeString(output, page);
        } catch (IOException e) {
            throw new UserError("The report cannot be written to " + output + ": " + e);
        }
    }

    private void progress(TableId table, String step) {
        PrintWriter errors = spec.commandLine().getErr();
        errors.println(table + ": " + step + " ...");
        errors.flush();
    }
}
