package dev.landfall.endtoend.bench;

import dev.landfall.migration.catalog.Crawl;
import dev.landfall.migration.catalog.HiveCatalog;
import dev.landfall.migration.catalog.Plan;
import dev.landfall.migration.catalog.Proposals;
import dev.landfall.replicator.pipeline.JdbcConnection;
import dev.landfall.replicator.pipeline.SourceName;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A Hive database of many tables, each fourth of them partitioned, and the time to read it into a plan. */
final class CatalogCost {
    static final int PARTITIONED_EACH = 4;
    static final int PARTITIONS = 10;
    static final int COLUMNS = 20;
    private static final String DATABASE = "bench_catalog";
    private static final List<String> TYPES =
            List.of("bigint", "string", "decimal(18,2)", "timestamp", "date", "double", "varchar(40)", "boolean");

    private final Connection hive;
    private final int tables;

    CatalogCost(Connection hive, int tables) {
        this.hive = hive;
        this.tables = tables;
    }

    void create() throws SQLException {
        String columns = IntStream.range(0, COLUMNS)
                .mapToObj(i -> "c" + i + " " + TYPES.get(i % TYPES.size()))
                .collect(Collectors.joining(", "));
        String partitions = IntStream.range(0, PARTITIONS)
                .mapToObj(i -> "PARTITION (dt='2026-01-" + (10 + i) + "')")
                .collect(Collectors.joining(" "));
        try (Statement statement = hive.createStatement()) {
            statement.execute("CREATE DATABASE " + DATABASE);
            for (int i = 0; i < tables; i++) {
                boolean partitioned = i % PARTITIONED_EACH == 0;
                statement.execute("CREATE EXTERNAL TABLE " + DATABASE + ".t" + i + " (" + columns + ")"
                        + (partitioned ? " PARTITIONED BY (dt date)" : "") + " STORED AS PARQUET");
                if (partitioned) {
                    statement.execute("ALTER TABLE " + DATABASE + ".t" + i + " ADD " + partitions);
                }
            }
        }
    }

    /** Reads all tables over a connection of its own, as the command does. */
    Plan crawl(JdbcConnection connection) {
        try (HiveCatalog catalog = new HiveCatalog(connection)) {
            return new Crawl(catalog, new Proposals(null, 0), table -> {})
                    .run(connection.name(), List.of(new SourceName(DATABASE)), name -> true, null);
        }
    }
}
