package dev.landfall.localcloud.bigquery;

import dev.landfall.localcloud.bigquery.catalog.Catalog;
import dev.landfall.localcloud.bigquery.catalog.Change;
import dev.landfall.localcloud.bigquery.catalog.Table;
import dev.landfall.localcloud.bigquery.catalog.TableLocks;
import dev.landfall.localcloud.bigquery.engine.Engine;
import dev.landfall.localcloud.bigquery.engine.Session;
import dev.landfall.localcloud.bigquery.informationschema.InformationSchema;
import dev.landfall.localcloud.bigquery.job.Jobs;
import dev.landfall.localcloud.bigquery.query.ResultStore;
import dev.landfall.localcloud.bigquery.rest.BigQueryRoutes;
import dev.landfall.localcloud.bigquery.rest.JobFactory;
import dev.landfall.localcloud.bigquery.sql.ScalarFunctions;
import dev.landfall.localcloud.bigquery.sql.Translator;
import dev.landfall.localcloud.http.LoopbackHttpServer;
import dev.landfall.localcloud.storage.ObjectCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/** BigQuery REST v2 on a port of 127.0.0.1, over one DuckDB database. Thread-safe. */
public final class BigQueryServer implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(BigQueryServer.class.getName());
    private static final int JOBS_AT_ONCE = 8;
    private static final long SWEEP_SECONDS = 30;

    private final Engine engine;
    private final Jobs jobs;
    private final LoopbackHttpServer http;
    private final ScheduledExecutorService sweeper;

    /**
     * @param project of those who do not name one
     * @param location the one location of all datasets and jobs
     * @param dataDirectory where the database is; one that is there already is opened
     * @param memoryLimit of DuckDB, as it writes it
     * @param threads of DuckDB
     */
    public record Config(
            String project, String location, Path dataDirectory, String memoryLimit, int threads, Clock clock) {
        /** 512 MB and all processors. */
        public static Config of(String project, String location, Path dataDirectory) {
            return new Config(
                    project,
                    location,
                    dataDirectory,
                    "512MB",
                    Runtime.getRuntime().availableProcessors(),
                    Clock.systemUTC());
        }
    }

    private BigQueryServer(Engine engine, Jobs jobs, LoopbackHttpServer http, ScheduledExecutorService sweeper) {
        this.engine = engine;
        this.jobs = jobs;
        this.http = http;
        this.sweeper = sweeper;
    }

    /**
     * Starts at once.
     *
     * @param objects what load jobs may read
     * @param port 0 takes any free port
     */
    public static BigQueryServer start(Config config, ObjectCatalog objects, int port) throws IOException {
        Files.createDirectories(config.dataDirectory());
        Engine engine = Engine.open(
                new Engine.Settings(
                        config.dataDirectory().resolve("bigquery.duckdb"), config.memoryLimit(), config.threads()),
                new BigQuerySessions());
        Catalog catalog = new Catalog(engine, config.clock());
        ResultStore results = new ResultStore(engine, config.clock());
        Jobs jobs = new Jobs(config.clock(), JOBS_AT_ONCE);
        JobFactory factory = new JobFactory(
                engine,
                catalog,
                new InformationSchema(catalog, jobs),
                results,
                Translator.create(),
                objects,
                config.location());
        LoopbackHttpServer http = LoopbackHttpServer.start(
                "bigquery-http",
                port,
                BigQueryRoutes.router(
                        engine,
                        catalog,
                        results,
                        jobs,
                        factory,
                        config.location(),
                        () -> UUID.randomUUID().toString()));
        return new BigQueryServer(engine, jobs, http, sweeper(engine, catalog, results));
    }

    public int port() {
        return http.port();
    }

    @Override
    public void close() {
        http.close();
        sweeper.shutdownNow();
        jobs.close();
        engine.close();
    }

    private static ScheduledExecutorService sweeper(Engine engine, Catalog catalog, ResultStore results) {
        ScheduledExecutorService sweeper = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "bigquery-sweeper");
            thread.setDaemon(true);
            return thread;
        });
        var unused = sweeper.scheduleWithFixedDelay(
                () -> {
                    try {
                        results.sweep();
                        catalog.expired().forEach(table -> drop(engine, catalog, table));
                    } catch (RuntimeException e) {
                        LOG.log(Level.WARNING, "Expired tables could not be dropped; trying again later", e);
                    }
                },
                SWEEP_SECONDS,
                SWEEP_SECONDS,
                TimeUnit.SECONDS);
        return sweeper;
    }

    private static void drop(Engine engine, Catalog catalog, Table expired) {
        try (TableLocks.Held held = catalog.locks().lock(expired.name());
                Session session = engine.session();
                Change change = catalog.change(session)) {
            if (catalog.table(expired.name()).isEmpty()) {
                change.drop(expired.name());
                change.commit();
            }
        }
    }

    /** BigQuery's functions in the database. */
    private static final class BigQuerySessions implements Engine.SessionSetup {
        @Override
        public void register(Connection root) throws SQLException {
            ScalarFunctions.register(root);
        }

        @Override
        public void prepare(Connection connection) throws SQLException {
            ScalarFunctions.prepareSession(connection);
        }
    }
}
