package dev.landfall.replicator.source.jdbc;

import dev.landfall.replicator.pipeline.JdbcConnection;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One JDBC connection, opened when first needed with the driver of its own folder, and again after it was closed. Used
 * by one thread.
 */
public final class JdbcSession implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(JdbcSession.class.getName());

    private static final long CLOCK_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final JdbcConnection config;
    private @Nullable DriverFolder drivers;
    private @Nullable Connection connection;
    private long queries;
    private @Nullable ClockReading clock;

    private record ClockReading(LocalDateTime answer, long nanoTime) {}

    public JdbcSession(JdbcConnection config) {
        this.config = config;
    }

    /** The connection; the same as long as the session is open. */
    public Connection connection() throws SQLException {
        Connection open = connection;
        if (open == null) {
            DriverFolder folder = DriverFolder.open(config);
            drivers = folder;
            open = folder.connect();
            if (config.dialect().transactions()) {
                open.setAutoCommit(false);
                readOnly(open);
            }
            connection = open;
        }
        return open;
    }

    /** A hint that protects the source; some drivers do not take it. */
    private static void readOnly(Connection open) throws SQLException {
        try {
            open.setReadOnly(true);
        } catch (SQLFeatureNotSupportedException e) {
            LOG.log(Level.FINE, "The driver knows no read-only connections", e);
        }
    }

    /** A statement for one query; the caller closes it. */
    Statement statement() throws SQLException {
        Statement statement = connection().createStatement();
        queries++;
        return statement;
    }

    /** How many queries were asked, in all. */
    long queries() {
        return queries;
    }

    /** One row of a result. */
    @FunctionalInterface
    public interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /**
     * The server's clock as it was a second ago at most, and never before the session was opened: many idle tables
     * share one reading. An older one only makes a window end earlier.
     */
    LocalDateTime serverClock() throws SQLException {
        ClockReading known = clock;
        if (known == null || System.nanoTime() - known.nanoTime() > CLOCK_NANOS) {
            long asked = System.nanoTime();
            known = new ClockReading(
                    query(config.dialect().clock(), row -> TimestampText.parse(row.getString(1)))
                            .get(0),
                    asked);
            clock = known;
        }
        return known.answer();
    }

    /** Runs a query with few rows. */
    public <T> List<T> query(String sql, RowReader<T> reader) throws SQLException {
        try (Statement statement = statement();
                ResultSet results = statement.executeQuery(sql)) {
            List<T> rows = new ArrayList<>();
            while (results.next()) {
                rows.add(reader.read(results));
            }
            return rows;
        } finally {
            release();
        }
    }

    /** Ends the transaction of a query, so that the server need not keep what it has seen. */
    void release() throws SQLException {
        Connection open = connection;
        if (open != null && config.dialect().transactions()) {
            open.rollback();
        }
    }

    @Override
    public void close() {
        try (DriverFolder ignored = drivers) {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException e) {
            LOG.log(Level.FINE, e, () -> "Connection " + config.name() + " did not close");
        } finally {
            connection = null;
            drivers = null;
            clock = null;
        }
    }
}
