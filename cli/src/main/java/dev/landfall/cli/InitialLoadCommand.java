package dev.landfall.cli;

import dev.landfall.core.table.StorageFolder;
import dev.landfall.core.table.TableId;
import dev.landfall.core.table.TableSpec;
import dev.landfall.gcp.client.CloudClients;
import dev.landfall.migration.catalog.HiveCatalog;
import dev.landfall.migration.catalog.Plan;
import dev.landfall.migration.catalog.PlannedTable;
import dev.landfall.migration.catalog.Route;
import dev.landfall.migration.initialload.CloudStorageFiles;
import dev.landfall.migration.initialload.CopyByHand;
import dev.landfall.migration.initialload.DistCp;
import dev.landfall.migration.initialload.DryRun;
import dev.landfall.migration.initialload.FileCopy;
import dev.landfall.migration.initialload.FirstDelta;
import dev.landfall.migration.initialload.HadoopFiles;
import dev.landfall.migration.initialload.InitialLoad;
import dev.landfall.migration.initialload.InitialLoad.SnapshotRule;
import dev.landfall.migration.initialload.InitialLoadException;
import dev.landfall.migration.initialload.LoadOrder;
import dev.landfall.migration.initialload.LoadState;
import dev.landfall.migration.initialload.LoadStep;
import dev.landfall.migration.initialload.NoWatermark;
import dev.landfall.migration.initialload.StateFolder;
import dev.landfall.migration.initialload.WatermarkHandOver;
import dev.landfall.replicator.extension.PartSettings;
import dev.landfall.replicator.failure.ReplicationException;
import dev.landfall.replicator.pipeline.HdfsConnection;
import dev.landfall.replicator.pipeline.JdbcConnection;
import dev.landfall.replicator.pipeline.JdbcSourceConfig;
import dev.landfall.replicator.pipeline.NamedConnections;
import dev.landfall.replicator.pipeline.Pipeline;
import dev.landfall.replicator.pipeline.PipelineException;
import dev.landfall.replicator.pipeline.PipelineParser;
import dev.landfall.replicator.pipeline.PipelineTable;
import dev.landfall.replicator.run.SourcesByKind;
import dev.landfall.replicator.source.jdbc.JdbcCatalog;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code landfall initial-load}: the first rows of the tables of a plan. */
@Command(
        name = "initial-load",
        mixinStandardHelpOptions = true,
        description = {
            "Takes the rows that tables have now to BigQuery: notes where the deltas will begin, copies the files by"
                    + " DistCp, writes them into the targets, and hands over to the replicator. See docs/migration.md.",
            "Exit status: 0 every table is loaded, 1 at least one is not (the others went on; --resume goes on with"
                    + " it), 2 wrong usage."
        })
final class InitialLoadCommand implements Callable<Integer> {
    @Option(names = "--pipeline", required = true, paramLabel = "FILE", description = "the pipeline file (YAML)")
    Path pipelineFile = Path.of("");

    @Option(names = "--plan", required = true, paramLabel = "FILE", description = "the plan, reviewed")
    Path planFile = Path.of("");

    @Option(
            names = "--tables",
            split = ",",
            paramLabel = "DATASET.TABLE",
            description = "only these targets. Default: all whose route is not none")
    List<String> tables = List.of();

    @Option(names = "--dry-run", description = "print what would be done: commands and statements; do nothing")
    boolean dryRun;

    @Option(names = "--resume", description = "go on with loads that were begun")
    boolean resume;

    @Option(
            names = "--restart",
            description = "forget loads that were begun and begin anew; their targets must be dropped by you")
    boolean restart;

    @Option(
            names = "--distcp",
            defaultValue = "hadoop distcp",
            paramLabel = "COMMAND",
            description = "what starts DistCp (default: ${DEFAULT-VALUE})")
    String distcp = "";

    @Option(
            names = "--distcp-option",
            paramLabel = "OPTION",
            description = "added to it, such as -Dmapreduce.job.queuename=etl; may be given several times")
    List<String> distcpOptions = List.of();

    @Option(names = "--maps", description = "files that DistCp copies at once (default: ${DEFAULT-VALUE})")
    int maps = 20;

    @Option(names = "--copy-by-hand", description = "print the DistCp command instead of running it, and stop there")
    boolean byHand;

    @Option(
            names = "--snapshots",
            defaultValue = "if-allowed",
            paramLabel = "RULE",
            description = "if-allowed, required or never (default: ${DEFAULT-VALUE})")
    String snapshots = "";

    @Option(
            names = "--hdfs",
            paramLabel = "NAME",
            description = "the HDFS connection whose configuration is used; default: the only one, if there is one")
    @Nullable
    String hdfs;

    @Option(
            names = "--parallel",
            paramLabel = "N",
            description = "tables that are loaded at once; each runs a DistCp of its own (default: ${DEFAULT-VALUE})")
    int parallel = 1;

    @Option(names = "--progress", defaultValue = "PT30S", description = "how often progress is told")
    Duration progress = Duration.ZERO;

    private final Deployment deployment;
    private final Clock clock = Clock.systemUTC();

    /** Held by the table that has the replicator's state database open: an embedded one opens once. */
    private final Object stateDatabase = new Object();

    @Spec
    CommandSpec spec = CommandSpec.create();

    InitialLoadCommand(Deployment deployment) {
        this.deployment = deployment;
    }

    @Override
    public Integer call() {
        Plan plan = CatalogCommand.read(planFile);
        List<PlannedTable> chosen = CatalogCommand.selected(plan, planFile, tables).stream()
                .filter(table -> !tables.isEmpty() || table.route() != Route.NONE)
                .toList();
        try {
            PipelineParser parser = new PipelineParser(deployment.environment()).withCatalog(new JdbcCatalog());
            Pipeline pipeline = parser.parse(pipelineFile);
            NamedConnections connections = parser.connections(pipelineFile);
            return dryRun ? dryRun(plan, pipeline, chosen) : load(plan, pipeline, connections, chosen);
        } catch (PipelineException e) {
            throw new UserError(e.getMessage());
        }
    }

    private int dryRun(Plan plan, Pipeline pipeline, List<PlannedTable> chosen) {
        PrintWriter out = spec.commandLine().getOut();
        boolean possible = true;
        for (PlannedTable table : chosen) {
            out.println("== " + table.source() + " -> " + table.target() + " by "
                    + table.route().word());
            try {
                if (table.route() == Route.REPLICATOR) {
                    ReplicatorRoute.table(pipeline, table);
                    out.println("the replicator reads it by JDBC, from the beginning to now");
                } else {
                    LoadOrder order = order(plan, pipeline, table);
                    out.println(DryRun.of(order, copy(Path.of("."))));
                }
            } catch (InitialLoadException e) {
                possible = false;
                out.println("NOT POSSIBLE: " + e.getMessage());
            }
        }
        out.flush();
        return possible ? 0 : 1;
    }

    private int load(Plan plan, Pipeline pipeline, NamedConnections connections, List<PlannedTable> chosen) {
        PrintWriter out = spec.commandLine().getOut();
        JdbcConnection hive = connections.databases().get(plan.connection());
        if (hive == null) {
            throw new UserError(
                    "The plan reads connection " + plan.connection() + ", which " + pipelineFile + " does not have");
        }
        if (parallel < 1) {
            throw new UserError("--parallel is 1 or more, not " + parallel);
        }
        boolean all;
        try (StateFolder states = StateFolder.open(pipeline.state().folder());
                CloudClients clients = deployment.clients();
                Connection connection = deployment.connect();
                SourcesByKind sources = new SourcesByKind(clock)) {
            HadoopFiles hadoop = new HadoopFiles(hdfs(connections));
            PrintedLoads listener = new PrintedLoads(out, clock);
            FileCopy copy = copy(states.folder());
            SnapshotRule rule = rule();
            all = new ParallelTables(parallel)
                    .all(
                            chosen,
                            table -> loaded(table, () -> {
                                // A session is not thread-safe; it connects only for a partitioned table.
                                try (HiveCatalog catalog = new HiveCatalog(hive)) {
                                    InitialLoad.Parts parts = new InitialLoad.Parts(
                                            states,
                                            hadoop,
                                            new CloudStorageFiles(clients.storage()),
                                            copy,
                                            catalog,
                                            connection.warehouse(),
                                            listener,
                                            clock);
                                    one(plan, pipeline, table, states, clients, sources, new InitialLoad(parts, rule));
                                }
                            }));
        } catch (InitialLoadException e) {
            throw new UserError(e.getMessage());
        }
        out.flush();
        return all ? 0 : 1;
    }

    private boolean loaded(PlannedTable table, Runnable work) {
        PrintWriter out = spec.commandLine().getOut();
        try {
            work.run();
            return true;
        } catch (InitialLoadException | ReplicationException e) {
            out.println(table.target() + ": FAILED: " + e.getMessage());
            out.flush();
            return false;
        }
    }

    private void one(
            Plan plan,
            Pipeline pipeline,
            PlannedTable table,
            StateFolder states,
            CloudClients clients,
            SourcesByKind sources,
            InitialLoad load) {
        if (table.route() == Route.REPLICATOR) {
            synchronized (stateDatabase) {
                new ReplicatorRoute(
                                pipelineFile,
                                pipeline,
                                clients.storage(),
                                clock,
                                spec.commandLine().getOut())
                        .run(table);
            }
            return;
        }
        LoadOrder order = order(plan, pipeline, table);
        Optional<LoadState> begun = states.find(table.target());
        if (restart) {
            begun.ifPresent(state -> load.abandon(state, order));
        } else if (begun.isPresent() && begun.get().step() != LoadStep.DONE && !resume) {
            throw new InitialLoadException("a load of " + table.target() + " was begun, and came to the step "
                    + begun.get().step() + ": say --resume to go on with it, or --restart");
        }
        load.run(order, new OneAtATime(firstDelta(pipeline, table, sources), stateDatabase));
    }

    private LoadOrder order(Plan plan, Pipeline pipeline, PlannedTable table) {
        StorageFolder copyTo = plan.copyTo();
        if (copyTo == null) {
            throw new InitialLoadException("the plan does not say where files are copied to: set copy_to at its top,"
                    + " such as gs://my-initial-loads/hive");
        }
        boolean landing = copyTo.bucket().equals(pipeline.landing().bucket())
                && copyTo.objectPrefix().startsWith(pipeline.landing().prefix());
        if (landing) {
            throw new InitialLoadException("copy_to is " + copyTo + ", where the loader takes files for deltas: name a"
                    + " folder outside " + pipeline.landing().prefix());
        }
        return new LoadOrder(table, spec(pipeline, table.target()), copyTo, deployment.stagingDataset());
    }

    private static Optional<TableSpec> spec(Pipeline pipeline, TableId target) {
        return pipeline.tables().stream()
                .map(PipelineTable::spec)
                .filter(found -> found.target().equals(target))
                .findFirst();
    }

    private FirstDelta firstDelta(Pipeline pipeline, PlannedTable table, SourcesByKind sources) {
        Optional<PipelineTable> deltas = pipeline.tables().stream()
                .filter(found -> found.spec().target().equals(table.target()))
                .findFirst();
        boolean ofRows =
                deltas.map(found -> found.source() instanceof JdbcSourceConfig).orElse(false);
        if (!ofRows) {
            return new NoWatermark(clock);
        }
        PartSettings unused = new PartSettings(pipeline.state().folder(), 1);
        return new WatermarkHandOver(table.target(), () -> sources.open(deltas.get(), unused), pipeline.state(), clock);
    }

    private FileCopy copy(Path logs) {
        DistCp command = new DistCp(Arrays.asList(distcp.split(" +")), distcpOptions, maps, logs, progress);
        return byHand ? new CopyByHand(command) : command;
    }

    private SnapshotRule rule() {
        return switch (snapshots) {
            case "if-allowed" -> SnapshotRule.IF_ALLOWED;
            case "required" -> SnapshotRule.REQUIRED;
            case "never" -> SnapshotRule.NEVER;
            default -> throw new UserError("--snapshots is if-allowed, required or never, not '" + snapshots + "'");
        };
    }

    private @Nullable HdfsConnection hdfs(NamedConnections connections) {
        if (hdfs == null) {
            return connections.hdfs().size() == 1
                    ? connections.hdfs().values().iterator().next()
                    : null;
        }
        HdfsConnection named = connections.hdfs().get(hdfs);
        if (named == null) {
            throw new UserError("File " + pipelineFile + " has no HDFS connection " + hdfs + "; it has "
                    + connections.hdfs().keySet());
        }
        return named;
    }
}
