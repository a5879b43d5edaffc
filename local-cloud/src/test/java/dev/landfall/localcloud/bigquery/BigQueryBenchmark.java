package dev.landfall.localcloud.bigquery;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.bigquery.FormatOptions;
import com.google.cloud.bigquery.Job;
import com.google.cloud.bigquery.JobInfo.WriteDisposition;
import com.google.cloud.bigquery.LoadJobConfiguration;
import com.google.cloud.bigquery.QueryJobConfiguration;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Locale;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the service costs over bare DuckDB, both in one run, with the same memory and threads and a file database each.
 * No part of the build: {@code ./mvnw -pl local-cloud test -Dtest=BigQueryBenchmark}.
 */
class BigQueryBenchmark {
    private static final int ROWS = Integer.getInteger("landfall.benchmark.rows", 5_000_000);
    private static final int DELTA = ROWS / 50;
    private static final int RUNS = 3;
    private static final int QUERIES = 200;
    private static final String COLUMNS = "i AS id, DATE '2026-01-01' + CAST(i * 365 // " + ROWS
            + " AS INTEGER) AS day, make_timestamptz(1767225600000000 + i * 6000000) AS moment, 'name ' || (i % 1000)"
            + " AS name, CAST(i % 100000 / 100.0 AS DECIMAL(12, 2)) AS amount, i % 7 AS quantity, i % 2 = 0 AS flag,"
            + " i / 3.0 AS price";
    private static final String SET = " WHEN MATCHED THEN UPDATE SET day = s.day, moment = s.moment, name = s.name,"
            + " amount = s.amount, quantity = s.quantity, flag = s.flag, price = s.price"
            + " WHEN NOT MATCHED THEN INSERT (id, day, moment, name, amount, quantity, flag, price) VALUES"
            + " (s.id, s.day, s.moment, s.name, s.amount, s.quantity, s.flag, s.price)";
    private static final String FILTER = " AND t.day >= DATE '2026-11-01'";

    private int jobs;

    /** Something that is timed. */
    @FunctionalInterface
    private interface Task {
        void run() throws SQLException;
    }

    @Test
    void overheadOverBareDuckDb(@TempDir Path folder) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("memory_limit", "512MB");
        properties.setProperty("threads", String.valueOf(Runtime.getRuntime().availableProcessors()));
        Path big = folder.resolve("big.parquet");
        Path delta = folder.resolve("delta.parquet");
        try (Connection duckdb =
                        DriverManager.getConnection("jdbc:duckdb:" + folder.resolve("bare.duckdb"), properties);
                LocalBigQuery local = LocalBigQuery.start(folder)) {
            bare(duckdb, "SET TimeZone = 'UTC'");
            bare(
                    duckdb,
                    "COPY (SELECT " + COLUMNS + " FROM range(" + ROWS + ") r(i)) TO '" + big + "' (FORMAT parquet)");
            bare(
                    duckdb,
                    "COPY (SELECT " + COLUMNS + " FROM (SELECT " + (ROWS - ROWS / 10)
                            + " + j * 5 + j % 3 AS i FROM range(" + DELTA + ") r(j))) TO '" + delta
                            + "' (FORMAT parquet)");
            String bigUri = local.objects().put("big.parquet", big);
            String deltaUri = local.objects().put("delta.parquet", delta);
            compare(
                    "load " + ROWS + " rows of Parquet",
                    () -> bare(duckdb, "CREATE OR REPLACE TABLE t AS SELECT * FROM read_parquet('" + big + "')"),
                    () -> load(local, "t", bigUri));
            bare(duckdb, "CREATE OR REPLACE TABLE s AS SELECT * FROM read_parquet('" + delta + "')");
            load(local, "s", deltaUri);
            query(local, "CREATE OR REPLACE TABLE sales.t PARTITION BY day AS SELECT * FROM sales.t");
            for (String filter : new String[] {"", FILTER}) {
                compare(
                        "MERGE " + DELTA + " rows into them" + (filter.isEmpty() ? "" : ", with a partition filter"),
                        () -> bare(duckdb, "MERGE INTO t USING s ON t.id = s.id" + filter + SET),
                        () -> query(local, "MERGE sales.t AS t USING sales.s AS s ON t.id = s.id" + filter + SET));
            }
            for (int i = 0; i < QUERIES; i++) {
                trivial(local);
            }
            compare(
                    "a trivial query, warm, " + QUERIES + " times",
                    () -> repeat(() -> bare(duckdb, "SELECT 1")),
                    () -> repeat(() -> trivial(local)));
        }
    }

    private static void repeat(Task task) throws SQLException {
        for (int i = 0; i < QUERIES; i++) {
            task.run();
        }
    }

    private static void trivial(LocalBigQuery local) {
        assertThat(local.post("/queries", "{\"query\": \"SELECT 1 AS one\", \"useLegacySql\": false}")
                        .statusCode())
                .isEqualTo(200);
    }

    private void load(LocalBigQuery local, String table, String uri) {
        jobs++;
        Job job = local.run(
                "load_" + jobs,
                LoadJobConfiguration.newBuilder(LocalBigQuery.table(table), uri)
                        .setFormatOptions(FormatOptions.parquet())
                        .setWriteDisposition(WriteDisposition.WRITE_TRUNCATE)
                        .build());
        assertThat(job.getStatus().getError()).isNull();
    }

    private void query(LocalBigQuery local, String sql) {
        jobs++;
        assertThat(local.run("query_" + jobs, QueryJobConfiguration.of(sql))
                        .getStatus()
                        .getError())
                .isNull();
    }

    private static void bare(Connection duckdb, String sql) throws SQLException {
        try (Statement statement = duckdb.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void compare(String what, Task bare, Task served) throws SQLException {
        long[] bareMillis = new long[RUNS];
        long[] servedMillis = new long[RUNS];
        for (int i = 0; i < RUNS; i++) {
            bareMillis[i] = millis(bare);
            servedMillis[i] = millis(served);
        }
        Arrays.sort(bareMillis);
        Arrays.sort(servedMillis);
        System.out.printf(
                Locale.ROOT,
                "%s: bare DuckDB %s ms, here %s ms, ratio of the medians %.2f%n",
                what,
                Arrays.toString(bareMillis),
                Arrays.toString(servedMillis),
                (double) servedMillis[RUNS / 2] / Math.max(1, bareMillis[RUNS / 2]));
    }

    private static long millis(Task task) throws SQLException {
        long start = System.nanoTime();
        task.run();
        return (System.nanoTime() - start) / 1_000_000;
    }
}
