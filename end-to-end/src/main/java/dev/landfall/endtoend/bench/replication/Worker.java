package dev.landfall.endtoend.bench.replication;

import dev.landfall.gcp.client.CloudClients;
import dev.landfall.replicator.PipelineFile;
import dev.landfall.replicator.QuietLogs;
import dev.landfall.replicator.ThisReplica;
import dev.landfall.replicator.delta.DeliveredPart;
import dev.landfall.replicator.delta.Delta;
import dev.landfall.replicator.pipeline.JdbcConnection;
import dev.landfall.replicator.pipeline.Pipeline;
import dev.landfall.replicator.run.PipelineRun;
import dev.landfall.replicator.run.RunListener;
import dev.landfall.replicator.run.RunSettings;
import dev.landfall.replicator.run.SourcesByKind;
import dev.landfall.replicator.run.TableResult;
import dev.landfall.replicator.run.TableState;
import dev.landfall.replicator.source.jdbc.JdbcSession;
import dev.landfall.replicator.state.Leases;
import dev.landfall.replicator.state.StateDatabase;
import dev.landfall.replicator.upload.CloudStorageSink;
import dev.landfall.replicator.upload.WriteOnce;
import java.net.URI;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Clock;
import java.util.List;

/** The JVM in which one way of doing the work is measured: nothing else runs in it. It prints an {@link Effort} each. */
final class Worker {
    private static final int FETCH_ROWS = 1_000;

    private Worker() {}

    public static void main(String[] arguments) throws Exception {
        QuietLogs.install();
        System.setProperty("http.maxConnections", "" + RunSettings.DEFAULT.parallelUploads());
        switch (arguments[0]) {
            case "put" -> put(URI.create(arguments[1]), Path.of(arguments[2]), Integer.parseInt(arguments[3]));
            case "replicate" -> replicate(Path.of(arguments[1]), Integer.parseInt(arguments[2]));
            case "fetch" -> fetch(Path.of(arguments[1]), arguments[2]);
            default -> throw new IllegalArgumentException(arguments[0]);
        }
        System.exit(0);
    }

    private static void put(URI bucket, Path folder, int parallel) throws Exception {
        Effort.Meter meter = new Effort.Meter();
        System.out.println(meter.end(0, new BarePut(bucket, parallel).all(folder)));
    }

    private static void replicate(Path file, int cycles) {
        Pipeline pipeline = PipelineFile.parse(file, System.getenv(), null);
        try (CloudClients clients = CloudClients.of(System.getenv());
                StateDatabase state = StateDatabase.open(pipeline.state());
                Leases leases = state.leases(ThisReplica.name(), RunSettings.DEFAULT.lease())) {
            for (int cycle = 0; cycle < cycles; cycle++) {
                Effort.Meter meter = new Effort.Meter();
                try (SourcesByKind sources = new SourcesByKind(Clock.systemUTC())) {
                    List<TableResult> results = new PipelineRun(
                                    pipeline,
                                    state,
                                    new PipelineRun.Replica(
                                            leases, ThisReplica.operator(file, pipeline), Clock.systemUTC()),
                                    new WriteOnce(new CloudStorageSink(
                                            clients.storage(),
                                            pipeline.landing().bucket())),
                                    sources,
                                    RunSettings.DEFAULT,
                                    new Silent())
                            .run(pipeline.tables());
                    for (TableResult result : results) {
                        if (result.state() == TableState.FAILED) {
                            throw new IllegalStateException(String.valueOf(result.error()));
                        }
                    }
                    long items = results.stream()
                            .mapToLong(result -> result.rows() == null ? result.files() : result.rows())
                            .sum();
                    System.out.println(meter.end(sources.queries(), items));
                }
            }
        }
    }

    /** The least that any program can do which gets the rows by JDBC. */
    private static void fetch(Path file, String query) throws Exception {
        Pipeline pipeline = PipelineFile.parse(file, System.getenv(), null);
        JdbcConnection connection = pipeline.databases().values().iterator().next();
        try (JdbcSession session = new JdbcSession(connection)) {
            Effort.Meter meter = new Effort.Meter();
            long rows = 0;
            try (Statement statement = session.connection().createStatement()) {
                statement.setFetchSize(FETCH_ROWS);
                try (ResultSet results = statement.executeQuery(query)) {
                    int columns = results.getMetaData().getColumnCount();
                    while (results.next()) {
                        for (int i = 1; i <= columns; i++) {
                            results.getObject(i);
                        }
                        rows++;
                    }
                }
            }
            System.out.println(meter.end(1, rows));
        }
    }

    private static final class Silent implements RunListener {
        @Override
        public void started(dev.landfall.core.table.TableId table) {}

        @Override
        public void resuming(Delta delta) {}

        @Override
        public void delivered(dev.landfall.core.table.TableId table, DeliveredPart part) {}

        @Override
        public void finished(TableResult result) {}
    }
}
