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
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Hive's own description of its tables, by JDBC, with statements that every Hive and Impala knows. Not thread-safe.
 * Every method throws {@link ReplicationException} when Hive does not answer.
 */
public final class HiveCatalog implements HivePartitions, AutoCloseable {
    private static final int DESCRIBED_COLUMNS = 3;
    private static final Pattern PLAIN_VALUE = Pattern.compile("[A-Za-z0-9_.:+ -]*");

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

    @Override
    public List<String> partitions(HiveTableName table) {
        return rows("SHOW PARTITIONS " + table.quoted()).stream()
                .map(row -> String.valueOf(row.get(0)))
                .toList();
    }

    /** @throws IllegalArgumentException if a value has letters that would have to be escaped in SQL */
    @Override
    public String location(HiveTableName table, String partition) {
        List<String> values = new ArrayList<>();
        for (String folder : partition.split("/")) {
            int equals = folder.indexOf('=');
            String value = folder.substring(equals + 1);
            if (equals < 0 || !PLAIN_VALUE.matcher(value).matches()) {
                throw new IllegalArgumentException("Partition " + partition + " of " + table
                        + " has a value that Landfall does not put into a statement");
            }
            values.add(new HiveName(folder.substring(0, equals)).quoted() + "='" + value + "'");
        }
        String sql = "DESCRIBE FORMATTED " + table.quoted() + " PARTITION (" + String.join(", ", values) + ")";
        return rows(sql).stream()
                .filter(row -> String.valueOf(row.get(0)).strip().equals("Location:"))
                .map(row -> String.valueOf(row.get(1)).strip())
                .findFirst()
                .orElseThrow(() -> ReplicationException.source("Hive names no location for '" + sql + "'"));
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
