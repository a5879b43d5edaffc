package dev.landfall.endtoend.bench.replication;

import dev.landfall.replicator.checksum.ChecksummedOutput;
import dev.landfall.replicator.format.PartFormat;
import dev.landfall.replicator.format.PartWriter;
import dev.landfall.replicator.format.RowColumn;
import dev.landfall.replicator.format.RowSchema;
import dev.landfall.replicator.format.RowType;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.jspecify.annotations.Nullable;

/** A table of 12 columns in a real Hive, {@code bench.wide}. */
final class WideTable {
    private static final LocalDate FIRST_DAY = LocalDate.of(2026, 1, 1);
    private static final LocalDateTime FIRST_CHANGE = FIRST_DAY.atStartOfDay();
    private static final RowSchema SCHEMA = new RowSchema(
            "wide",
            List.of(
                    RowColumn.of("id", RowType.INT64),
                    RowColumn.of("customer", RowType.INT64),
                    RowColumn.of("quantity", RowType.INT32),
                    RowColumn.decimal("price", 12, 2),
                    RowColumn.decimal("discount", 12, 2),
                    RowColumn.of("rate", RowType.FLOAT64),
                    RowColumn.of("shipped", RowType.BOOLEAN),
                    RowColumn.of("day", RowType.DATE),
                    RowColumn.of("state", RowType.STRING),
                    RowColumn.of("note", RowType.STRING),
                    RowColumn.of("created_at", RowType.TIMESTAMP),
                    RowColumn.of("updated_at", RowType.TIMESTAMP)));

    private WideTable() {}

    static void create(Connection hive, URI hdfs, Path folder, long rows) throws IOException, SQLException {
        Path file = Files.createDirectories(folder).resolve("wide.parquet");
        try (PartWriter writer = PartWriter.open(PartFormat.PARQUET, SCHEMA, ChecksummedOutput.create(file))) {
            for (long n = 0; n < rows; n++) {
                writer.write(row(n));
            }
        }
        try (FileSystem files = FileSystem.newInstance(hdfs, new Configuration())) {
            files.mkdirs(new org.apache.hadoop.fs.Path("/bench/wide"));
            files.copyFromLocalFile(
                    true,
                    new org.apache.hadoop.fs.Path(file.toUri()),
                    new org.apache.hadoop.fs.Path("/bench/wide/part"));
        }
        try (Statement statement = hive.createStatement()) {
            statement.execute("CREATE DATABASE bench");
            statement.execute("CREATE EXTERNAL TABLE bench.wide (id bigint, customer bigint, quantity int,"
                    + " price decimal(12,2), discount decimal(12,2), rate double, shipped boolean, `day` date,"
                    + " state string, note string, created_at timestamp, updated_at timestamp)"
                    + " STORED AS PARQUET LOCATION '/bench/wide'");
        }
    }

    private static @Nullable Object[] row(long n) {
        return new @Nullable Object[] {
            n,
            n * 7919 % 100_003,
            (int) (n % 50),
            BigDecimal.valueOf(n * 7919 % 1_000_003, 2),
            n % 7 == 0 ? null : BigDecimal.valueOf(n % 1_000, 2),
            n / 7.0,
            n % 2 == 0,
            FIRST_DAY.plusDays(n % 300),
            n % 3 == 0 ? "open" : "closed",
            "note of order " + Long.toString(n * 0x9E3779B97F4A7C15L, 36),
            FIRST_CHANGE.plusSeconds(n % 10_000_000),
            FIRST_CHANGE.plusSeconds(n % 10_000_000 + 30)
        };
    }
}
