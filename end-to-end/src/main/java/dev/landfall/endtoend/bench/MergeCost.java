package dev.landfall.endtoend.bench;

import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.bigquery.DatasetInfo;
import com.google.cloud.bigquery.Job;
import com.google.cloud.bigquery.JobInfo;
import com.google.cloud.bigquery.JobStatistics;
import com.google.cloud.bigquery.QueryJobConfiguration;
import dev.landfall.core.merge.Fold;
import dev.landfall.core.merge.Tombstones;
import dev.landfall.core.sql.StagedRows;
import dev.landfall.core.sql.Statement;
import dev.landfall.core.table.Column;
import dev.landfall.core.table.ColumnName;
import dev.landfall.core.table.DatasetName;
import dev.landfall.core.table.Partitioning;
import dev.landfall.core.table.TableId;
import dev.landfall.core.table.TableSchema;
import dev.landfall.core.table.TableSpec;
import dev.landfall.core.table.TypeKind;
import dev.landfall.gcp.bigquery.BigQueryWarehouse;
import dev.landfall.gcp.client.CloudClients;
import dev.landfall.localcloud.bigquery.BigQueryServer;
import dev.landfall.localcloud.storage.ObjectCatalog;
import dev.landfall.localcloud.storage.StoredObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The same delta, half changed rows of the last two days and half new ones, against targets of more and more days. Bytes
 * are those of dry runs, the lookups' included; nothing is merged.
 */
final class MergeCost implements AutoCloseable {
    private static final String PROJECT = "landfall-bench";
    private static final List<Column> COLUMNS = List.of(
            Column.nullable("id", TypeKind.INT64),
            Column.nullable("day", TypeKind.DATE),
            Column.nullable("amount", TypeKind.INT64),
            Column.nullable("note", TypeKind.STRING));
    private static final TableId STAGING = TableId.of("staging", "delta");

    private final BigQueryServer server;
    private final CloudClients clients;
    private final BigQuery bigQuery;
    private final BigQueryWarehouse warehouse;
    private final int rowsOfADay;

    /**
     * What the merges of one delta scan, in bytes.
     *
     * @param rowsRead of the target, by the merge into immutable partitions
     */
    record Figures(long usual, long immutable, long lookedUp, long lookup, long rowsRead) {}

    /** No object: rows are made by queries. */
    private enum NoObjects implements ObjectCatalog {
        NONE;

        @Override
        public boolean bucketExists(String bucket) {
            return false;
        }

        @Override
        public Optional<StoredObject> find(String bucket, String name) {
            return Optional.empty();
        }

        @Override
        public List<StoredObject> list(String bucket, String prefix) {
            return List.of();
        }
    }

    private MergeCost(BigQueryServer server, int rowsOfADay) {
        this.server = server;
        this.rowsOfADay = rowsOfADay;
        clients = new CloudClients(
                PROJECT, "US", "(default)", Map.of("BIGQUERY_EMULATOR_HOST", "http://127.0.0.1:" + server.port()));
        bigQuery = clients.bigQuery();
        warehouse = new BigQueryWarehouse(bigQuery, PROJECT, "US", Clock.systemUTC());
        for (String dataset : List.of("sales", "staging")) {
            bigQuery.create(DatasetInfo.newBuilder(dataset).setLocation("US").build());
        }
    }

    static MergeCost start(Path folder, int rowsOfADay) throws IOException {
        return new MergeCost(
                BigQueryServer.start(BigQueryServer.Config.of(PROJECT, "US", folder), NoObjects.NONE, 0), rowsOfADay);
    }

    Figures measure(int days) {
        TableId target = TableId.of("sales", "orders_" + days);
        long rows = (long) days * rowsOfADay;
        run("CREATE TABLE " + target.quoted() + " PARTITION BY day AS " + rows(0, rows)
                + " SELECT *, 1 AS `_landfall_sequence` FROM made");
        run("CREATE OR REPLACE TABLE " + STAGING.quoted() + " AS " + rows(rows - rowsOfADay / 2, rows + rowsOfADay / 2)
                + " SELECT * FROM made");
        Bytes immutable = merge(target, true);
        Bytes lookedUp = merge(target, false);
        long staged = bytes("SELECT * FROM " + STAGING.quoted());
        long rowsRead = (immutable.statement() - staged) * rows / bytes("SELECT * FROM " + target.quoted());
        return new Figures(bytes(usual(target)), immutable.all(), lookedUp.all(), lookedUp.lookup(), rowsRead);
    }

    /** Rows by number, so many a day. */
    private String rows(long from, long to) {
        return "WITH made AS (SELECT n AS id, DATE_ADD(DATE '2020-01-01', INTERVAL DIV(n, " + rowsOfADay
                + ") DAY) AS day, n * 7 AS amount, REPEAT('note ', 20) AS note FROM UNNEST(GENERATE_ARRAY(" + from
                + ", "
                + (to - 1) + ")) AS n)";
    }

    private record Bytes(long statement, long lookup) {
        long all() {
            return statement + lookup;
        }
    }

    private Bytes merge(TableId target, boolean immutable) {
        TableSpec spec = TableSpec.merge(target, List.of(new ColumnName("id")), List.of())
                .withPartitioning(new Partitioning(new ColumnName("day"), Partitioning.Granularity.DAY, immutable));
        StagedRows staged = new StagedRows(STAGING, new TableSchema(COLUMNS), 2L, new ColumnName("seq"));
        Fold fold =
                new Fold(spec, COLUMNS, List.of(staged), Tombstones.of(target, new DatasetName("staging")), true, null);
        long[] lookups = new long[1];
        Statement statement = fold.statement(query -> {
            lookups[0] += bytes(query.sql());
            return warehouse.read(query);
        });
        return new Bytes(warehouse.bytesScanned(statement), lookups[0]);
    }

    private static String usual(TableId target) {
        return "MERGE INTO " + target.quoted() + " AS target USING " + STAGING.quoted()
                + " AS source ON target.id = source.id"
                + " WHEN MATCHED THEN UPDATE SET day = source.day, amount = source.amount, note = source.note"
                + " WHEN NOT MATCHED THEN INSERT (id, day, amount, note)"
                + " VALUES (source.id, source.day, source.amount, source.note)";
    }

    private long bytes(String sql) {
        Job job = bigQuery.create(
                JobInfo.of(QueryJobConfiguration.newBuilder(sql).setDryRun(true).build()));
        JobStatistics.QueryStatistics statistics = job.getStatistics();
        return statistics.getTotalBytesProcessed();
    }

    private void run(String sql) {
        try {
            bigQuery.query(QueryJobConfiguration.of(sql));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        clients.close();
        server.close();
    }
}
