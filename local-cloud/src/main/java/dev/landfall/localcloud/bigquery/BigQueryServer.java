package dev.landfall.localcloud.bigquery;

import dev.landfall.localcloud.bigquery.catalog.Catalog;
import dev.landfall.localcloud.bigquery.catalog.Change;
import dev.landfall.localcloud.bigquery.catalog.Table;
import dev.landfall.localcloud.bigquery.catalog.TableLocks;
import dev.landfall.localcloud.bigquery.engine.Engine;
import dev.landfall.localcloud.bigquery.engine.Session;
import dev.landfall.localcloud.bigquery.informationschema.InformationSchema;
import dev.landfall.localcloud.bigquery.job.JobHistory;
import dev.landfall.localcloud.bigquery.job.Jobs;
import dev.landfall.localcloud.bigquery.query.ResultStore;
import dev.landfall.localcloud.bigquery.quota.BigQueryLimits;
import dev.landfall.localcloud.bigquery.quota.JobLatency;
import dev.landfall.localcloud.bigquery.quota.RequestQuota;
import dev.landfall.localcloud.bigquery.quota.TableKind;
import dev.landfall.localcloud.bigquery.quota.Workload;
import dev.landfall.localcloud.bigquery.quota.WorkloadApi;
import dev.landfall.localcloud.bigquery.quota.WorkloadStatistics;
import dev.landfall.localcloud.bigquery.rest.BigQueryRoutes;
import dev.landfall.localcloud.bigquery.rest.JobFactory;
import dev.landfall.localcloud.bigquery.sql.ScalarFunctions;
import dev.landfall.localcloud.bigquery.sql.Translator;
import dev.landfall.localcloud.http.Interceptor;
import dev.landfall.localcloud.http.LoopbackHttpServer;
import dev.landfall.localcloud.storage.ObjectCatalog;
import dev.landfall.localcloud.time.TimeSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
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
    /** Where jobs wait for the service's sake they need a thread, but no processor. */
    private static final int WAITING_JOBS_AT_ONCE = 2_000;

    private static final long SWEEP_SECONDS = 30;

    private final Engine engine;
    private final Jobs jobs;
    private final Workload workload;
    private final LoopbackHttpServer http;
    private final ScheduledExecutorService sweeper;

    /**
     * @param project of those who do not name one
     * @param location the one location of all datasets and jobs
     * @param dataDirectory where the database is; one that is there already is opened
     * @param memoryLimit of DuckDB, as it writes it
     * @param threads of DuckDB
     * @param interceptor sees every request first
     */
    public record Config(
            String project,
            String location,
            Path dataDirectory,
            String memoryLimit,
            int threads,
            TimeSource clock,
            BigQueryLimits limits,
            JobLatency latency,
            Interceptor interceptor) {
        /** 512 MB and all processors, no limits and no latency. */
        public static Config of(String project, String location, Path dataDirectory) {
            return new Config(
                    project,
                    location,
                    dataDirectory,
                    "512MB",
                    Runtime.getRuntime().availableProcessors(),
                    TimeSource.system(),
                    BigQueryLimits.NONE,
                    JobLatency.NONE,
                    Interceptor.NONE);
        }

        /** The same with quotas, queues and latency that pass by this clock. */
        public Config with(TimeSource time, BigQueryLimits quotas, JobLatency jobLatency) {
            return new Config(
                    project, location, dataDirectory, memoryLimit, threads, time, quotas, jobLatency, interceptor);
        }

        /** The same behind an interceptor. */
        public Config behind(Interceptor first) {
            return new Config(project, location, dataDirectory, memoryLimit, threads, clock, limits, latency, first);
        }
    }

    private BigQueryServer(
            Engine engine, Jobs jobs, Workload workload, LoopbackHttpServer http, ScheduledExecutorService sweeper) {
        this.engine = engine;
        this.jobs = jobs;
        this.workload = workload;
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
        Workload workload = new Workload(
                config.limits(),
                config.latency(),
                config.clock(),
                name -> catalog.table(name)
                        .map(table -> TableKind.of(table.properties()))
                        .orElse(TableKind.PLAIN));
        JobHistory history = JobHistory.open(
                config.dataDirectory().resolve("jobs.journal"),
                catalog.authors(),
                config.clock().instant());
        catalog.forgetAuthors();
        Jobs jobs =
                new Jobs(config.clock(), workload, history, workload.imposes() ? WAITING_JOBS_AT_ONCE : JOBS_AT_ONCE);
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
                WorkloadApi.addTo(
                        BigQueryRoutes.router(
                                engine,
                                catalog,
                                results,
                                jobs,
                                factory,
                                config.location(),
                                () -> UUID.randomUUID().toString(),
                                workload::update),
                        workload),
                config.interceptor().before(new RequestQuota(workload)));
        return new BigQueryServer(engine, jobs, workload, http, sweeper(engine, catalog, results));
    }

    public int port() {
        return http.port();
    }

    /** What was asked of it and what it refused. */
    public WorkloadStatistics statistics() {
        return workload.statistics();
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
