package dev.landfall.migration.catalog;

import dev.landfall.replicator.failure.ReplicationException;
import dev.landfall.replicator.pipeline.HiveConnection;
import dev.landfall.replicator.pipeline.HiveName;
import dev.landfall.replicator.pipeline.HiveTableName;
import dev.landfall.replicator.source.hive.HiveSession;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Hive's own description of its tables, by JDBC, with statements that every Hive and Impala knows. Not thread-safe.
 * Every method throws {@link ReplicationException} when Hive does not answer.
 */
public final class HiveCatalog implements AutoCloseable {
    private static final int DESCRIBED_COLUMNS = 3;

    private final HiveConnection connection;
    private final HiveSession session;

    /** Connects when first asked something. */
    public HiveCatalog(HiveConnection connection) {
        this.connection = connection;
        this.session = new HiveSession(connection);
    }

    /** The names of the tables and views of a database, as Hive has them. */
    public List<String> tables(HiveName database) {
        return rows("SHOW TABLES IN " + database.quoted()).stream()
                .map(row -> String.valueOf(row.get(0)))
                .toList();
    }

    public HiveTable describe(HiveTableName table) {
        return DescribeReader.read(table, rows("DESCRIBE FORMATTED " + table.quoted()));
    }

    /** The partitions of a partitioned table as folders are named: {@code dt=2026-01-01/region=eu}. */
    public List<String> partitions(HiveTableName table) {
        return rows("SHOW PARTITIONS " + table.quoted()).stream()
                .map(row -> String.valueOf(row.get(0)))
                .toList();
    }

    private List<List<@Nullable String>> rows(String sql) {
        try (Statement statement = session.connection().createStatement();
                ResultSet results = statement.executeQuery(sql)) {
            int width = Math.max(DESCRIBED_COLUMNS, results.getMetaData().getColumnCount());
            int count = results.getMetaData().getColumnCount();
            List<List<@Nullable String>> rows = new ArrayList<>();
            while (results.next()) {
                List<@Nullable String> row = new ArrayList<>();
                for (int i = 1; i <= width; i++) {
                    row.add(i <= count ? results.getString(i) : null);
                }
                rows.add(row);
            }
            return rows;
        } catch (SQLException e) {
            throw ReplicationException.source(
                    "Hive did not answer '" + sql + "' on connection " + connection.name() + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        session.close();
    }
}
