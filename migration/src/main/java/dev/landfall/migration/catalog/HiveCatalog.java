package dev.landfall.migration.catalog;

import dev.landfall.replicator.failure.ReplicationException;
import dev.landfall.replicator.pipeline.Dialect;
import dev.landfall.replicator.pipeline.JdbcConnection;
import dev.landfall.replicator.pipeline.SourceName;
import dev.landfall.replicator.pipeline.SourceTableName;
import dev.landfall.replicator.source.jdbc.JdbcSession;
import java.sql.ResultSet;
import java.sql.SQLException;
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

    private final JdbcConnection connection;
    private final JdbcSession session;

    /** Connects when first asked something. */
    public HiveCatalog(JdbcConnection connection) {
        this.connection = connection;
        this.session = new JdbcSession(connection);
    }

    /** The names of the tables and views of a database, as Hive has them. */
    public List<String> tables(SourceName database) {
        return rows("SHOW TABLES IN " + Dialect.HIVE.quoted(database)).stream()
                .map(row -> String.valueOf(row.get(0)))
                .toList();
    }

    public HiveTable describe(SourceTableName table) {
        return DescribeReader.read(table, rows("DESCRIBE FORMATTED " + Dialect.HIVE.quoted(table)));
    }

    @Override
    public List<String> partitions(SourceTableName table) {
        return rows("SHOW PARTITIONS " + Dialect.HIVE.quoted(table)).stream()
                .map(row -> String.valueOf(row.get(0)))
                .toList();
    }

    /** @throws IllegalArgumentException if a value has letters that would have to be escaped in SQL */
    @Override
    public String location(SourceTableName table, String partition) {
        List<String> values = new ArrayList<>();
        for (String folder : partition.split("/")) {
            int equals = folder.indexOf('=');
            String value = folder.substring(equals + 1);
            if (equals < 0 || !PLAIN_VALUE.matcher(value).matches()) {
                throw new IllegalArgumentException("Partition " + partition + " of " + table
                        + " has a value that Landfall does not put into a statement");
            }
            values.add(Dialect.HIVE.quoted(new SourceName(folder.substring(0, equals))) + "='" + value + "'");
        }
        String sql =
                "DESCRIBE FORMATTED " + Dialect.HIVE.quoted(table) + " PARTITION (" + String.join(", ", values) + ")";
        return rows(sql).stream()
                .filter(row -> String.valueOf(row.get(0)).strip().equals("Location:"))
                .map(row -> String.valueOf(row.get(1)).strip())
                .findFirst()
                .orElseThrow(() -> ReplicationException.source("Hive names no location for '" + sql + "'"));
    }

    private List<List<@Nullable String>> rows(String sql) {
        try {
            return session.query(sql, HiveCatalog::row);
        } catch (SQLException e) {
            throw ReplicationException.source(
                    "Hive did not answer '" + sql + "' on connection " + connection.name() + ": " + e.getMessage(), e);
        }
    }

    private static List<@Nullable String> row(ResultSet results) throws SQLException {
        int count = results.getMetaData().getColumnCount();
        List<@Nullable String> row = new ArrayList<>();
        for (int i = 1; i <= Math.max(DESCRIBED_COLUMNS, count); i++) {
            row.add(i <= count ? results.getString(i) : null);
        }
        return row;
    }

    @Override
    public void close() {
        session.close();
    }
}
