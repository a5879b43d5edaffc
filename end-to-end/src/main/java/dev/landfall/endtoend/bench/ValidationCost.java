package dev.landfall.endtoend.bench;

import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.bigquery.DatasetInfo;
import com.google.cloud.bigquery.FieldValueList;
import com.google.cloud.bigquery.QueryJobConfiguration;
import dev.landfall.core.table.ColumnName;
import dev.landfall.core.table.Partitioning;
import dev.landfall.core.table.TableId;
import dev.landfall.core.table.TableSpec;
import dev.landfall.gcp.bigquery.BigQueryWarehouse;
import dev.landfall.gcp.client.CloudClients;
import dev.landfall.migration.validation.canonical.CanonicalText;
import dev.landfall.migration.validation.canonical.CanonicalType;
import dev.landfall.migration.validation.canonical.DigestSum;
import dev.landfall.migration.validation.canonical.RowDigest;
import dev.landfall.migration.validation.comparison.Level;
import dev.landfall.migration.validation.comparison.SearchLimits;
import dev.landfall.migration.validation.comparison.Side;
import dev.landfall.migration.validation.comparison.TableValidation;
import dev.landfall.migration.validation.comparison.ValidationProgress;
import dev.landfall.migration.validation.comparison.ValidationResult;
import dev.landfall.migration.validation.side.BigQueryReader;
import dev.landfall.migration.validation.side.ComparedTable;
import dev.landfall.migration.validation.side.HiveDescription;
import dev.landfall.migration.validation.side.JdbcReader;
import dev.landfall.migration.validation.sql.GoogleSql;
import dev.landfall.migration.validation.sql.HiveQl;
import dev.landfall.replicator.checksum.ChecksummedOutput;
import dev.landfall.replicator.format.PartFormat;
import dev.landfall.replicator.format.PartWriter;
import dev.landfall.replicator.format.RowColumn;
import dev.landfall.replicator.format.RowSchema;
import dev.landfall.replicator.format.RowType;
import dev.landfall.replicator.pipeline.Dialect;
import dev.landfall.replicator.pipeline.SourceTableName;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.jspecify.annotations.Nullable;

/** One table of ten days in a real Hive and, made by other means from the same rule, in the local BigQuery. */
final class ValidationCost {
    private static final TableId TARGET = TableId.of("bench", "orders");
    private static final SourceTableName SOURCE = SourceTableName.parse("bench.orders");
    private static final int DAYS = 10;
    private static final LocalDate FIRST_DAY = LocalDate.of(2026, 1, 1);
    private static final LocalDateTime FIRST_CHANGE = FIRST_DAY.atStartOfDay();
    private static final long ROWS_AT_ONCE = 500_000;
    private static final int FETCH_ROWS = 10_000;
    private static final String COLUMNS = "id, day, price, note, changed";
    private static final List<CanonicalType> TYPES = List.of(
            CanonicalType.INTEGER,
            CanonicalType.DATE,
            CanonicalType.DECIMAL,
            CanonicalType.TEXT,
            CanonicalType.TIMESTAMP);

    private final Connection hive;
    private final CloudClients clients;
    private final BigQuery bigQuery;
    private final long rows;

    ValidationCost(Connection hive, CloudClients clients, long rows) {
        this.hive = hive;
        this.clients = clients;
        this.bigQuery = clients.bigQuery();
        this.rows = rows;
    }

    /** Makes the table on both sides. */
    void create(URI hdfs, Path folder) throws IOException, SQLException, InterruptedException {
        Path file = Files.createDirectories(folder).resolve("orders.parquet");
        write(file);
        try (FileSystem files = FileSystem.newInstance(hdfs, new Configuration())) {
            files.mkdirs(new org.apache.hadoop.fs.Path("/bench/orders"));
            files.copyFromLocalFile(
                    true,
                    new org.apache.hadoop.fs.Path(file.toUri()),
                    new org.apache.hadoop.fs.Path("/bench/orders/part"));
        }
        try (Statement statement = hive.createStatement()) {
            statement.execute("CREATE DATABASE bench");
            statement.execute("CREATE EXTERNAL TABLE bench.orders (id bigint, `day` date, price decimal(12,2),"
                    + " note string, changed timestamp) STORED AS PARQUET LOCATION '/bench/orders'");
        }
        bigQuery.create(DatasetInfo.of("bench"));
        for (long from = 0; from < rows; from += ROWS_AT_ONCE) {
            long to = Math.min(rows, from + ROWS_AT_ONCE) - 1;
            run((from == 0 ? "CREATE TABLE " + TARGET.quoted() + " AS " : "INSERT INTO " + TARGET.quoted() + " ")
                    + "SELECT n AS id, DATE_ADD(DATE '" + FIRST_DAY + "', INTERVAL MOD(n, " + DAYS + ") DAY) AS day,"
                    + " CAST(MOD(n * 7919, 1000003) AS NUMERIC) / 100 AS price,"
                    + " CONCAT('note of order ', CAST(n AS STRING)) AS note,"
                    + " TIMESTAMP_ADD(TIMESTAMP '2026-01-01 00:00:00+00:00', INTERVAL n SECOND) AS changed,"
                    + " 1 AS `_landfall_sequence` FROM UNNEST(GENERATE_ARRAY(" + from + ", " + to + ")) AS n");
        }
    }

    private void write(Path file) throws IOException {
        RowSchema schema = new RowSchema(
                "orders",
                List.of(
                        RowColumn.of("id", RowType.INT64),
                        RowColumn.of("day", RowType.DATE),
                        RowColumn.decimal("price", 12, 2),
                        RowColumn.of("note", RowType.STRING),
                        RowColumn.of("changed", RowType.TIMESTAMP)));
        try (PartWriter writer = PartWriter.open(PartFormat.PARQUET, schema, ChecksummedOutput.create(file))) {
            for (long n = 0; n < rows; n++) {
                writer.write(new @Nullable Object[] {
                    n,
                    FIRST_DAY.plusDays(n % DAYS),
                    BigDecimal.valueOf(n * 7919 % 1_000_003, 2),
                    "note of order " + n,
                    FIRST_CHANGE.plusSeconds(n)
                });
            }
        }
    }

    private void run(String sql) throws InterruptedException {
        bigQuery.query(QueryJobConfiguration.of(sql));
    }

    /** Counts both sides at once, as cheap a look at all rows as there is. */
    void count() throws SQLException {
        CompletableFuture<Long> other =
                CompletableFuture.supplyAsync(() -> Long.parseLong(String.valueOf(new BigQueryReader(bigQuery)
                        .read("SELECT COUNT(*) FROM " + TARGET.quoted())
                        .get(0)
                        .get(0))));
        try (Statement statement = hive.createStatement();
                ResultSet results = statement.executeQuery("SELECT COUNT(*) FROM bench.orders")) {
            results.next();
            if (results.getLong(1) != rows || other.join() != rows) {
                throw new IllegalStateException("Not " + rows + " rows on both sides");
            }
        }
    }

    /** Fetches every row of both sides at once and compares them here, by their canonical texts. */
    void fetchAndCompare() throws SQLException {
        CompletableFuture<DigestSum> other = CompletableFuture.supplyAsync(this::fetchTarget);
        DigestSum source = fetchSource();
        if (!source.equals(other.join())) {
            throw new IllegalStateException("The sides differ, and should not: " + source + " " + other.join());
        }
    }

    private DigestSum fetchSource() throws SQLException {
        DigestSum sum = DigestSum.NONE;
        try (Statement statement = hive.createStatement()) {
            statement.setFetchSize(FETCH_ROWS);
            try (ResultSet row = statement.executeQuery("SELECT id, `day`, price, note, changed FROM bench.orders")) {
                while (row.next()) {
                    sum = sum.plus(digest(
                            row.getLong(1),
                            LocalDate.parse(row.getString(2)),
                            row.getBigDecimal(3),
                            row.getString(4),
                            row.getTimestamp(5).toLocalDateTime()));
                }
            }
        }
        return sum;
    }

    private DigestSum fetchTarget() {
        DigestSum sum = DigestSum.NONE;
        try {
            QueryJobConfiguration query = QueryJobConfiguration.of("SELECT " + COLUMNS + " FROM " + TARGET.quoted());
            for (FieldValueList row : bigQuery.query(query).iterateAll()) {
                sum = sum.plus(digest(
                        row.get(0).getLongValue(),
                        LocalDate.parse(row.get(1).getStringValue()),
                        row.get(2).getNumericValue(),
                        row.get(3).getStringValue(),
                        LocalDateTime.ofInstant(row.get(4).getTimestampInstant(), java.time.ZoneOffset.UTC)));
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return sum;
    }

    private static DigestSum digest(Object... values) {
        return RowDigest.of(CanonicalText.row(TYPES, List.of(values))).sum();
    }

    /** Makes this many keys of the target differ, spread over all of it. */
    void change(int keys) throws InterruptedException {
        long step = rows / keys;
        String ids = LongStream.range(0, keys)
                .mapToObj(i -> Long.toString(i * step + i))
                .collect(Collectors.joining(", "));
        run("UPDATE " + TARGET.quoted() + " SET price = price + NUMERIC '0.01' WHERE id IN (" + ids + ")");
    }

    ValidationResult validate(Level level) {
        TableSpec spec = TableSpec.merge(TARGET, List.of(new ColumnName("id")), List.of())
                .withPartitioning(new Partitioning(new ColumnName("day"), Partitioning.Granularity.DAY, true));
        JdbcReader reader = new JdbcReader("sandbox", hive);
        ComparedTable compared = ComparedTable.of(
                spec,
                spec.keys(),
                HiveDescription.read(reader, SOURCE),
                new BigQueryWarehouse(bigQuery, clients.project(), clients.location(), Clock.systemUTC())
                        .table(TARGET)
                        .orElseThrow()
                        .schema(),
                new ComparedTable.Place(new HiveQl(), Dialect.HIVE.quoted(SOURCE)),
                new ComparedTable.Place(new GoogleSql(), TARGET.quoted()),
                null,
                ComparedTable.Choices.NONE);
        return new TableValidation(
                        TARGET,
                        SOURCE.toString(),
                        new Side(compared.source(), reader),
                        new Side(compared.target(), new BigQueryReader(bigQuery)),
                        level,
                        SearchLimits.DEFAULT,
                        ValidationProgress.SILENT,
                        Clock.systemUTC())
                .run();
    }
}
