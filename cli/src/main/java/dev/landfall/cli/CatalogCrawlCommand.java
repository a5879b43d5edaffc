package dev.landfall.cli;

import dev.landfall.core.table.KmsKey;
import dev.landfall.core.table.StorageFolder;
import dev.landfall.migration.catalog.Crawl;
import dev.landfall.migration.catalog.HiveCatalog;
import dev.landfall.migration.catalog.Plan;
import dev.landfall.migration.catalog.PlanWriter;
import dev.landfall.migration.catalog.PlannedTable;
import dev.landfall.migration.catalog.Proposals;
import dev.landfall.migration.catalog.Route;
import dev.landfall.replicator.pipeline.JdbcConnection;
import dev.landfall.replicator.pipeline.SourceName;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code landfall catalog crawl}: reads Hive into a plan. */
@Command(
        name = "crawl",
        mixinStandardHelpOptions = true,
        description = {
            "Reads the tables of Hive databases by JDBC and writes a plan: types, names, keys, partitioning, routes,"
                    + " each proposal with its reason, each refusal with advice. Reads no rows.",
            "Exit status: 0 every table can be taken over as proposed, 1 some need a decision, 2 wrong usage."
        })
final class CatalogCrawlCommand implements Callable<Integer> {
    private static final long BYTES_PER_MEBIBYTE = 1L << 20;

    @Option(
            names = "--pipeline",
            required = true,
            paramLabel = "FILE",
            description = "the pipeline file; only its connections are read, it needs no tables yet")
    Path pipeline = Path.of("");

    @Option(names = "--connection", paramLabel = "NAME", description = "the Hive, if the file names several")
    @Nullable
    String connection;

    @Option(
            names = "--database",
            required = true,
            paramLabel = "NAME",
            description = "a database of Hive; may be given several times. It becomes a dataset of the same name")
    List<String> databases = List.of();

    @Option(
            names = "--tables",
            paramLabel = "PATTERN",
            description = "only tables whose database.table matches, * for any text; may be given several times")
    List<String> patterns = List.of();

    @Option(names = "--plan", required = true, paramLabel = "FILE", description = "the plan to write")
    Path plan = Path.of("");

    @Option(names = "--overwrite", description = "replace a plan that is there, with whatever was decided in it")
    boolean overwrite;

    @Option(names = "--copy-to", paramLabel = "gs://BUCKET/FOLDER", description = "where initial loads copy files")
    @Nullable
    String copyTo;

    @Option(names = "--kms-key", paramLabel = "NAME", description = "the Cloud KMS key of every target")
    @Nullable
    String kmsKey;

    @Option(
            names = "--small-mebibytes",
            description = "tables up to this size are read by JDBC (default: ${DEFAULT-VALUE})")
    long smallMebibytes = 64;

    private final Deployment deployment;

    @Spec
    CommandSpec spec = CommandSpec.create();

    CatalogCrawlCommand(Deployment deployment) {
        this.deployment = deployment;
    }

    @Override
    public Integer call() throws IOException {
        if (Files.exists(plan) && !overwrite) {
            throw new UserError(plan + " is there already, perhaps with decisions in it: name another file,"
                    + " compare with 'landfall catalog diff', or say --overwrite");
        }
        long begin = System.nanoTime();
        Plan read = crawl();
        Files.writeString(plan, PlanWriter.write(read));
        report(read, Duration.ofNanos(System.nanoTime() - begin));
        return read.tables().stream().allMatch(table -> table.refusals().isEmpty()) ? 0 : 1;
    }

    private Plan crawl() {
        Map.Entry<String, JdbcConnection> hive = CatalogCommand.hive(deployment, pipeline, connection);
        PrintWriter errors = spec.commandLine().getErr();
        try (HiveCatalog catalog = new HiveCatalog(hive.getValue())) {
            Proposals proposals = new Proposals(
                    kmsKey == null ? null : CatalogCommand.argument(() -> new KmsKey(String.valueOf(kmsKey))),
                    smallMebibytes * BYTES_PER_MEBIBYTE);
            return new Crawl(catalog, proposals, table -> errors.println("reading " + table))
                    .run(
                            hive.getKey(),
                            databases.stream()
                                    .map(name -> CatalogCommand.argument(() -> new SourceName(name)))
                                    .toList(),
                            CatalogCommand.chosen(patterns),
                            copyTo == null
                                    ? null
                                    : CatalogCommand.argument(() -> new StorageFolder(String.valueOf(copyTo))));
        }
    }

    private void report(Plan read, Duration took) {
        PrintWriter out = spec.commandLine().getOut();
        for (PlannedTable table : read.tables()) {
            out.printf(
                    "%-10s %s%n",
                    table.route() == Route.NONE ? "DECIDE" : table.route().word(), table.source());
            table.refusals().forEach(refusal -> out.println("             " + refusal));
        }
        read.leftOut().forEach(view -> out.printf("%-10s %s: %s%n", "left out", view.name(), view.reason()));
        out.printf(
                Locale.ROOT,
                "%d tables in %.1f s; the plan is in %s%n",
                read.tables().size(),
                took.toMillis() / 1000.0,
                plan);
        out.flush();
    }
}
