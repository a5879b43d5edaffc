package dev.landfall.replicator;

import dev.landfall.gcp.client.CloudClients;
import dev.landfall.replicator.failure.Failure;
import dev.landfall.replicator.failure.ReplicationException;
import dev.landfall.replicator.pipeline.Pipeline;
import dev.landfall.replicator.pipeline.PipelineTable;
import dev.landfall.replicator.run.PipelineRun;
import dev.landfall.replicator.run.RunSettings;
import dev.landfall.replicator.run.SourcesByKind;
import dev.landfall.replicator.run.TableResult;
import dev.landfall.replicator.run.TableState;
import dev.landfall.replicator.state.Leases;
import dev.landfall.replicator.state.StateDatabase;
import dev.landfall.replicator.upload.Bandwidth;
import dev.landfall.replicator.upload.CloudStorageSink;
import dev.landfall.replicator.upload.WriteOnce;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
            "0:everything that was found is in the landing bucket, or there was nothing new, or another replica is at it",
            "1:at least one table failed; the others went on, and the next run takes the failed ones up again",
            "2:the command line, the pipeline file or the environment is wrong; nothing was started"
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class ReplicateCommand implements Callable<Integer> {
    private static final long MEBIBYTE = 1024L * 1024;
    private static final String CONNECTIONS = "http.maxConnections";

    private final Map<String, String> environment;
    private final Clock clock;
    private final RunSettings settings;

    @Spec
    private CommandSpec command;

    @Mixin
    private final PipelineFile file;

    @Option(
            names = "--table",
            paramLabel = "DATASET.TABLE",
            description = "Only this target; may be given several times. Default: all.")
    private List<String> selected = new ArrayList<>();

    @Option(
            names = "--every",
            paramLabel = "DURATION",
            description = {
                "Go on until stopped, a cycle each DURATION such as PT15M, less or more a tenth; the file is read anew"
                        + " each time. SIGTERM ends it after the table that is under way."
            })
    private @Nullable Duration every;

    @Option(
            names = "--listen",
            paramLabel = "HOST:PORT",
            description = "With --every: where /health and /metrics are served. Default: ${DEFAULT-VALUE}.")
    private String listen = InetAddress.getLoopbackAddress().getHostAddress() + ":8099";

    @Option(
            names = "--bandwidth",
            paramLabel = "MIB",
            description = "MiB per second that all uploads share. Default: no limit.")
    private @Nullable Double bandwidth;

    @Option(names = "--dry-run", description = "The same as 'landfall plan': upload nothing.")
    private boolean dryRun;

    @Option(names = "--json", description = "Print the results as one JSON document.")
    private boolean json;

    /** @param environment names the deployment, and the passwords that the file asks for */
    public ReplicateCommand(Map<String, String> environment) {
        this(environment, Clock.systemUTC(), RunSettings.DEFAULT);
    }

    ReplicateCommand(Map<String, String> environment, Clock clock, RunSettings settings) {
        this.environment = Map.copyOf(environment);
        this.file = new PipelineFile(environment);
        this.clock = clock;
        this.settings = settings;
    }

    @Override
    public Integer call() {
        PrintWriter errors = command.commandLine().getErr();
        return PipelineFile.exitCode(errors, () -> {
            Pipeline pipeline = file.read(errors);
            List<PipelineTable> tables = PipelineFile.chosen(pipeline, selected);
            if (dryRun) {
                return PlanCommand.print(
                        pipeline,
                        tables,
                        false,
                        json,
                        clock,
                        command.commandLine().getOut());
            }
            Duration pause = every;
            if (pause != null) {
                return goOn(pause, errors);
            }
            boolean failed =
                    run(pipeline, tables, () -> false).stream().anyMatch(result -> result.state() == TableState.FAILED);
            return failed ? Failure.SOURCE.exitCode() : 0;
        });
    }

    private int goOn(Duration pause, PrintWriter errors) {
        Daemon daemon = new Daemon(pause, clock, new Random(), stopping -> {
            Pipeline pipeline = file.read(errors);
            return run(pipeline, PipelineFile.chosen(pipeline, selected), stopping);
        });
        Thread waiting = new Thread(daemon::stopAndWait, "landfall-stop");
        Runtime.getRuntime().addShutdownHook(waiting);
        try (DaemonEndpoint endpoint = DaemonEndpoint.listen(listen, daemon)) {
            errors.println("Replicating every " + pause + "; http://" + endpoint.address() + "/health and /metrics");
            errors.flush();
            daemon.run(problem -> {
                errors.println(problem);
                errors.flush();
            });
        }
        return 0;
    }

    private List<TableResult> run(Pipeline pipeline, List<PipelineTable> tables, BooleanSupplier stopping) {
        PrintWriter out = command.commandLine().getOut();
        ResultPrinter printer = json ? new JsonResults(out) : new TextResults(out);
        List<TableResult> results = withClients(clients -> {
            try (StateDatabase state = StateDatabase.open(pipeline.state());
                    Leases leases = state.leases(ThisReplica.name(), settings.lease());
                    SourcesByKind sources = new SourcesByKind(clock);
                    ProgressListener progress =
                            ProgressListener.forConsole(command.commandLine().getErr(), printer)) {
                return new PipelineRun(
                                pipeline,
                                state,
                                new PipelineRun.Replica(leases, ThisReplica.operator(file.file(), pipeline), clock),
                                new WriteOnce(new CloudStorageSink(
                                        clients.storage(), pipeline.landing().bucket(), limit())),
                                sources,
                                settings,
                                progress)
                        .run(tables, stopping);
            }
        });
        printer.summary(results);
        return results;
    }

    /** The JDK's HTTP client keeps 5 connections open unless told otherwise; more uploads would connect each time. */
    private void keepConnections() {
        if (System.getProperty(CONNECTIONS) == null) {
            System.setProperty(CONNECTIONS, Integer.toString(settings.parallelUploads()));
        }
    }

    private @Nullable Bandwidth limit() {
        Double mebibytes = bandwidth;
        try {
            return mebibytes == null ? null : new Bandwidth(Math.round(mebibytes * MEBIBYTE));
        } catch (IllegalArgumentException e) {
            throw ReplicationException.configuration("--bandwidth: " + e.getMessage());
        }
    }

    private <T> T withClients(Function<CloudClients, T> work) {
        keepConnections();
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
