package dev.landfall.endtoend.demo;

import com.google.cloud.storage.BucketInfo;
import com.google.cloud.storage.Storage;
import dev.landfall.core.ledger.Ledger;
import dev.landfall.core.ledger.LedgerView;
import dev.landfall.core.table.ColumnName;
import dev.landfall.core.table.Partitioning;
import dev.landfall.core.table.TargetLayout;
import dev.landfall.endtoend.laptop.HiveProcess;
import dev.landfall.endtoend.laptop.Installation;
import dev.landfall.endtoend.laptop.Laptop;
import dev.landfall.endtoend.process.Supervisor;
import dev.landfall.endtoend.tpch.TpchSource;
import dev.landfall.gcp.firestore.FirestoreLedgerStore;
import dev.landfall.migration.catalog.Plan;
import dev.landfall.migration.catalog.PlanReader;
import dev.landfall.migration.catalog.PlanWriter;
import dev.landfall.migration.catalog.PlannedTable;
import dev.landfall.migration.catalog.Route;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The story of a migration: catalog, review, initial load while writers go on, validation, deltas, validation, cutover;
 * in the end a comparison of all rows by other means, which would contradict a validation that is wrong.
 */
final class InitialLoadDemo {
    private static final String COPIES = "landfall-initial-loads";
    private static final String WAREHOUSE = "/user/hive/warehouse";

    private final Installation installation;
    private final Supervisor supervisor;
    private final Laptop laptop;
    private final HiveProcess hive;
    private final Path directory;
    private final Phases phases;
    private final PrintStream out;
    private final OperatorShell shell;
    private int rounds;

    InitialLoadDemo(
            Installation installation,
            Supervisor supervisor,
            Laptop laptop,
            HiveProcess hive,
            Path directory,
            Phases phases,
            PrintStream out) {
        this.installation = installation;
        this.supervisor = supervisor;
        this.laptop = laptop;
        this.hive = hive;
        this.directory = directory;
        this.phases = phases;
        this.out = out;
        this.shell = new OperatorShell(installation, supervisor, laptop.environment(), phases);
    }

    /** Returns whether every target equals its source in the end. */
    boolean run(double scale) throws Exception {
        Storage storage = laptop.clients().storage();
        FirestoreLedgerStore store = new FirestoreLedgerStore(laptop.clients().firestore());
        LandingWatch landing = new LandingWatch(storage, new Ledger(store, Clock.systemUTC()), supervisor);
        Path plan = directory.resolve("plan.yaml");
        try (Connection connection = phases.run("Waiting for Hive and HDFS", hive::connect);
                TpchSource source = TpchSource.connect(connection, URI.create(hive.hdfsUri()))) {
            phases.step("Making TPC-H tables in Hive, scale " + scale, () -> source.create(scale));
            Path pipeline =
                    DemoPipeline.writeOfRows(directory, hive.jdbcUrl(), hive.hdfsUri(), installation.hiveDrivers());
            Path hadoop = DemoCluster.writeCommand(directory, installation, laptop.environment());
            DemoCluster.allowSnapshots(URI.create(hive.hdfsUri()), WAREHOUSE);
            storage.create(BucketInfo.of(COPIES));
            phases.step("landfall spec apply", () -> shell.landfall("spec", "apply", "--pipeline", pipeline));
            phases.step(
                    "landfall catalog crawl",
                    () -> shell.landfall(
                            "catalog",
                            "crawl",
                            "--pipeline",
                            pipeline,
                            "--database",
                            "tpch",
                            "--small-mebibytes",
                            0,
                            "--copy-to",
                            "gs://" + COPIES + "/hive",
                            "--plan",
                            plan));
            phases.step("Reviewing the plan: keys, partitioning, routes", () -> review(plan));
            phases.step("landfall initial-load, while writers go on in Hive", () -> {
                try (Writers writers = Writers.start(hive, phases, rounds)) {
                    shell.landfall(
                            "initial-load",
                            "--pipeline",
                            pipeline,
                            "--plan",
                            plan,
                            "--distcp",
                            hadoop + " distcp",
                            "--maps",
                            2,
                            "--parallel",
                            2,
                            "--snapshots",
                            "required");
                    rounds = writers.stop();
                    phases.line("  writers changed every table " + rounds + " time(s) meanwhile");
                }
            });
            phases.step("Loading what came by the replicator", () -> landing.awaitFinal(landing.files("landing/")));
            phases.step(
                    "landfall validate: equal up to where the deltas begin?",
                    () -> shell.landfall("validate", "--pipeline", pipeline));
            phases.step("landfall cutover: too early", () -> shell.ending(1, "cutover", "--pipeline", pipeline));
            replicate("the first deltas after the initial load", pipeline, landing);
            validateAllRows(pipeline);
            phases.step("One more round of changes in Hive", () -> {
                try (Writers writers = Writers.start(hive, phases, rounds)) {
                    rounds = writers.stop();
                }
            });
            replicate("the changes", pipeline, landing);
            validateAllRows(pipeline);
            phases.step(
                    "landfall validate --from-manifests: has every delivered row arrived?",
                    () -> shell.landfall("validate", "--pipeline", pipeline, "--from-manifests"));
            phases.step(
                    "landfall catalog diff",
                    () -> shell.landfall("catalog", "diff", "--pipeline", pipeline, "--plan", plan));
            phases.step(
                    "landfall cutover: each table was equal three times running",
                    () -> shell.landfall("cutover", "--pipeline", pipeline, "--equal", 3));
            Comparison comparison = phases.run(
                    "Comparing every target with its source, row by row",
                    () -> new Comparison(connection, laptop.clients().bigQuery(), new LedgerView(store)).tpch());
            comparison.print(out);
            return comparison.equal();
        }
    }

    private void replicate(String what, Path pipeline, LandingWatch landing) throws Exception {
        phases.step("landfall replicate: " + what, () -> {
            shell.landfall("replicate", "--pipeline", pipeline);
            landing.awaitFinal(landing.files("landing/"));
        });
    }

    /** No writer is at work: nothing has to be left out. */
    private void validateAllRows(Path pipeline) throws Exception {
        phases.step(
                "landfall validate --all-rows: equal to the last row?",
                () -> shell.landfall("validate", "--pipeline", pipeline, "--all-rows"));
    }

    /** What a person does with the plan in an editor. */
    private void review(Path file) throws IOException {
        Plan plan = PlanReader.read(file);
        List<PlannedTable> decided = plan.tables().stream()
                .map(table -> switch (table.target().table().value()) {
                    case "nation" -> table.decided(Route.REPLICATOR, names("n_nationkey"), layout(null));
                    case "customer" -> table.decided(Route.DISTCP, names("c_custkey"), layout(null));
                    case "orders" ->
                        table.decided(
                                Route.DISTCP,
                                names("o_orderkey"),
                                layout(
                                        new Partitioning(
                                                new ColumnName("o_orderdate"), Partitioning.Granularity.MONTH, false),
                                        "o_custkey"));
                    // The local cloud reads no ORC files yet.
                    case "lineitem" ->
                        table.decided(Route.REPLICATOR, names("l_orderkey", "l_linenumber"), layout(null));
                    default -> table;
                })
                .toList();
        Files.writeString(file, PlanWriter.write(new Plan(plan.connection(), plan.copyTo(), decided, plan.leftOut())));
        decided.forEach(table ->
                phases.line("  " + table.target() + ": " + table.route().word() + ", key " + table.key()));
    }

    private static TargetLayout layout(@Nullable Partitioning partitioning, String... clustering) {
        return new TargetLayout(partitioning, names(clustering), null);
    }

    private static List<ColumnName> names(String... names) {
        return Arrays.stream(names).map(ColumnName::new).toList();
    }
}
