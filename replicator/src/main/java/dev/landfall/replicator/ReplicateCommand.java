package dev.landfall.replicator;

import com.google.cloud.storage.Storage;
import dev.landfall.core.table.TableId;
import dev.landfall.gcp.client.CloudClients;
import dev.landfall.replicator.failure.Failure;
import dev.landfall.replicator.failure.ReplicationException;
import dev.landfall.replicator.pipeline.Pipeline;
import dev.landfall.replicator.pipeline.PipelineException;
import dev.landfall.replicator.pipeline.PipelineParser;
import dev.landfall.replicator.pipeline.PipelineTable;
import dev.landfall.replicator.run.PipelineRun;
import dev.landfall.replicator.run.RunSettings;
import dev.landfall.replicator.run.SourcesByKind;
import dev.landfall.replicator.run.TableResult;
import dev.landfall.replicator.run.TableState;
import dev.landfall.replicator.source.jdbc.JdbcCatalog;
import dev.landfall.replicator.state.StateDatabase;
import dev.landfall.replicator.upload.CloudStorageSink;
import dev.landfall.replicator.upload.WriteOnce;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code landfall replicate}: delivers what changed in the tables of a pipeline to the landing bucket, once. */
@Command(
        name = "replicate",
        mixinStandardHelpOptions = true,
        description = "Finds what changed in the tables of a pipeline and uploads it to the landing bucket.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:everything that was found is in the landing bucket, or there was nothing new",
            "1:at least one table failed; the others went on, and the next run takes the failed ones up again",
            "2:the command line, the pipeline file or the environment is wrong; nothing was started"
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class ReplicateCommand implements Callable<Integer> {
    private final Map<String, String> environment;
    private final Clock clock;
    private final RunSettings settings;

    @Spec
    private CommandSpec command;

    @Option(names = "--pipeline", required = true, paramLabel = "FILE", description = "The pipeline file (YAML).")
    private Path file;

    @Option(
            names = "--table",
            paramLabel = "DATASET.TABLE",
            description = "Only this target; may be given several times. Default: all.")
    private List<String> selected = new ArrayList<>();

    @Option(
            names = "--environment",
            paramLabel = "NAME",
            description = "One of the file's environments. Default: $$LANDFALL_ENVIRONMENT.")
    private @Nullable String chosenEnvironment;

    @Option(names = "--dry-run", description = "Print window and query of each table; read no rows, upload nothing.")
    private boolean dryRun;

    @Option(names = "--json", description = "Print the results as one JSON document.")
    private boolean json;

    /** Reads the environment of the process. */
    public ReplicateCommand() {
        this(System.getenv(), Clock.systemUTC(), RunSettings.DEFAULT);
    }

    ReplicateCommand(Map<String, String> environment, Clock clock, RunSettings settings) {
        this.environment = Map.copyOf(environment);
        this.clock = clock;
        this.settings = settings;
    }

    @Override
    public Integer call() {
        PrintWriter errors = command.commandLine().getErr();
        try {
            Pipeline pipeline = parser().parse(file);
            List<TableResult> results = run(pipeline, chosen(pipeline));
            boolean failed = results.stream().anyMatch(result -> result.state() == TableState.FAILED);
            return failed ? Failure.SOURCE.exitCode() : 0;
        } catch (PipelineException e) {
            e.problems().forEach(errors::println);
            return Failure.CONFIGURATION.exitCode();
        } catch (ReplicationException e) {
            errors.println(e.getMessage());
            return e.failure().exitCode();
        }
    }

    private PipelineParser parser() {
        PipelineParser parser = new PipelineParser(environment).withCatalog(new JdbcCatalog());
        return chosenEnvironment == null ? parser : parser.inEnvironment(chosenEnvironment);
    }

    private List<PipelineTable> chosen(Pipeline pipeline) {
        if (selected.isEmpty()) {
            return pipeline.tables();
        }
        List<PipelineTable> chosen = new ArrayList<>();
        for (String name : selected) {
            chosen.add(pipeline.tables().stream()
                    .filter(table -> table.spec().target().toString().equals(name))
                    .findFirst()
                    .orElseThrow(() -> ReplicationException.configuration(
                            "Pipeline " + file + " has no table " + name + "; it has: " + targets(pipeline))));
        }
        return chosen;
    }

    private static List<TableId> targets(Pipeline pipeline) {
        return pipeline.tables().stream().map(table -> table.spec().target()).toList();
    }

    private List<TableResult> run(Pipeline pipeline, List<PipelineTable> tables) {
        PrintWriter out = command.commandLine().getOut();
        ResultPrinter printer = json ? new JsonResults(out) : new TextResults(out);
        List<TableResult> results = withClients(clients -> {
            try (StateDatabase state = StateDatabase.open(pipeline.state());
                    ProgressListener progress =
                            ProgressListener.forConsole(command.commandLine().getErr(), printer)) {
                Storage storage = clients.storage();
                PipelineRun run = new PipelineRun(
                        pipeline,
                        state.journal(clock),
                        new WriteOnce(
                                new CloudStorageSink(storage, pipeline.landing().bucket())),
                        new SourcesByKind(clock),
                        settings,
                        progress);
                return dryRun ? run.dryRun(tables) : run.run(tables);
            }
        });
        printer.summary(results);
        return results;
    }

    private <T> T withClients(Function<CloudClients, T> work) {
        CloudClients clients;
        try {
            clients = CloudClients.of(environment);
        } catch (IllegalArgumentException e) {
            throw new ReplicationException(Failure.CONFIGURATION, String.valueOf(e.getMessage()), e);
        }
        try (clients) {
            return work.apply(clients);
        }
    }
}
