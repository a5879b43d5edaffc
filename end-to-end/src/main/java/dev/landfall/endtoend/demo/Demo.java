package dev.landfall.endtoend.demo;

import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.bigquery.QueryJobConfiguration;
import com.google.cloud.storage.Blob;
import com.google.cloud.storage.BlobInfo;
import com.google.cloud.storage.Storage;
import dev.landfall.core.ledger.Ledger;
import dev.landfall.core.ledger.LedgerView;
import dev.landfall.endtoend.laptop.HiveProcess;
import dev.landfall.endtoend.laptop.Installation;
import dev.landfall.endtoend.laptop.Laptop;
import dev.landfall.endtoend.process.ChildProcess;
import dev.landfall.endtoend.process.JavaCommand;
import dev.landfall.endtoend.process.Supervisor;
import dev.landfall.endtoend.tpch.RowChanges;
import dev.landfall.endtoend.tpch.TpchSource;
import dev.landfall.endtoend.tpch.TpchTable;
import dev.landfall.gcp.firestore.FirestoreLedgerStore;
import dev.landfall.replicator.pipeline.PipelineParser;
import dev.landfall.replicator.pipeline.PipelineTable;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The story of the demo, phase by phase. */
final class Demo {
    private static final int REPLICATOR_HEAP_MEBIBYTES = 256;

    /** Rounds ten apart change the same rows, so that the later one must win. */
    private static final int FIRST_ROUND = 1;

    private static final int SAME_ROWS_AGAIN = 11;

    private final Installation installation;
    private final Supervisor supervisor;
    private final Laptop laptop;
    private final HiveProcess hive;
    private final Path directory;
    private final Phases phases;
    private final PrintStream out;
    private final Storage storage;
    private final BigQuery bigQuery;
    private final Ledger ledger;
    private final LedgerView view;
    private final LandingWatch landing;
    private int replications;

    Demo(
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
        this.storage = laptop.clients().storage();
        this.bigQuery = laptop.clients().bigQuery();
        FirestoreLedgerStore store = new FirestoreLedgerStore(laptop.clients().firestore());
        this.ledger = new Ledger(store, Clock.systemUTC());
        this.view = new LedgerView(store);
        this.landing = new LandingWatch(storage, ledger, supervisor);
    }

    /** Returns whether every target equals its source and every bad input was refused with a reason. */
    boolean run(double scale) throws Exception {
        try (Connection connection = phases.run("Waiting for Hive and HDFS", hive::connect);
                TpchSource source = TpchSource.connect(connection, URI.create(hive.hdfsUri()))) {
            phases.step("Making TPC-H tables in Hive, scale " + scale, () -> source.create(scale));
            Path pipeline = phases.run("Applying the table specs", this::applySpecs);
            phases.step("Replicating all tables", () -> {
                phases.line("  customers, as files: "
                        + source.exportCustomerDelta(DemoPipeline.CUSTOMER_FOLDER, Instant.EPOCH));
                replicate(pipeline);
            });
            phases.step("Loading and merging", () -> landing.awaitFinal(landing.files("landing/")));
            laptop.holdEvents();
            phases.step("Changing and adding rows in Hive by SQL", () -> changeAll(source));
            phases.step("Replicating the changes (their events are held back)", () -> replicate(pipeline));
            phases.step("Changing the same orders once more, and replicating", () -> {
                change(source, TpchTable.ORDERS, SAME_ROWS_AGAIN);
                replicate(pipeline, "--table", "tpch.orders");
            });
            phases.step("Delivering the held events, the newest first: older files come after newer ones", () -> {
                laptop.releaseEventsNewestFirst();
                landing.awaitFinal(landing.files("landing/"));
            });
            phases.step("Delivering one event a second time", this::deliverTwice);
            phases.step("Dropping a hand-made CSV file", this::dropCsv);
            phases.step("Dropping four files that cannot be loaded", () -> {
                BadInputs.drop(storage, Laptop.BUCKET);
                landing.awaitFinal(landing.files("landing/"));
            });
            Comparison comparison = phases.run(
                    "Comparing every target with its source, row by row",
                    () -> new Comparison(connection, bigQuery, view).run());
            comparison.print(out);
            boolean refused = new Refusals(landing, view).check(out);
            return refused && comparison.equal();
        }
    }

    private Path applySpecs() throws IOException, InterruptedException {
        Path pipeline = DemoPipeline.write(directory, hive.jdbcUrl(), hive.hdfsUri(), installation.hiveDrivers());
        for (PipelineTable table :
                new PipelineParser(laptop.environment()).parse(pipeline).tables()) {
            ledger.apply(table.spec());
        }
        return pipeline;
    }

    private void replicate(Path pipeline, String... more) throws InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("--pipeline", pipeline.toString()));
        arguments.addAll(List.of(more));
        replications++;
        JavaCommand command = JavaCommand.mainClass(
                        installation.classPath("replicator"), "dev.landfall.replicator.ReplicatorMain", arguments)
                .small(REPLICATOR_HEAP_MEBIBYTES);
        ChildProcess run = supervisor.run("replicator-" + replications, command, laptop.environment());
        if (run.waitFor() != 0) {
            throw new DemoException("The replicator ended with status " + run.waitFor() + ". The end of its log, "
                    + run.log() + ":\n  " + run.tail());
        }
        run.tail()
                .lines()
                .filter(line -> line.contains(": delivered "))
                .forEach(line -> phases.line("  " + line.strip()));
    }

    private void changeAll(TpchSource source) throws SQLException, IOException {
        for (TpchTable table : TpchTable.values()) {
            Instant at = change(source, table, FIRST_ROUND);
            if (table == TpchTable.CUSTOMER) {
                source.exportCustomerDelta(DemoPipeline.CUSTOMER_FOLDER, at);
            }
        }
    }

    private Instant change(TpchSource source, TpchTable table, int round) throws SQLException {
        Instant at = Clock.systemUTC().instant();
        RowChanges changes = source.changeRows(table, round, at);
        phases.line("  " + table.tableName() + ": " + changes.updated() + " rows updated, " + changes.inserted()
                + " added");
        return at;
    }

    private void deliverTwice() throws InterruptedException {
        List<Blob> orders = landing.files("landing/tpch/orders/");
        Blob newest = orders.get(orders.size() - 1);
        phases.line("  " + newest.getName());
        laptop.deliverEvent(newest.getName());
        landing.awaitDuplicate(newest);
    }

    private void dropCsv() throws IOException, InterruptedException {
        bigQuery.query(QueryJobConfiguration.newBuilder(HandMadeTable.DDL).build());
        Path csv = HandMadeTable.writeCsv(directory);
        Blob blob = storage.createFrom(
                BlobInfo.newBuilder(Laptop.BUCKET, "landing/tpch/discount/discount.csv")
                        .build(),
                csv);
        landing.awaitFinal(List.of(blob));
    }
}
