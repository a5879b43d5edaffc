package dev.landfall.localcloud.bigquery.engine;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * One connection to the database, borrowed; closing gives it back and rolls an open transaction back. Not thread-safe,
 * except {@link #cancel}.
 */
public final class Session implements AutoCloseable {
    private final Engine engine;
    private final DuckDBConnection connection;
    private @Nullable Statement running;
    private boolean inTransaction;

    /** Reads a result. */
    @FunctionalInterface
    public interface Reader<T> {
        T read(ResultSet rows) throws SQLException;
    }

    Session(Engine engine, DuckDBConnection connection) {
        this.engine = engine;
        this.connection = connection;
    }

    /** For what only the driver can do: appenders. */
    public DuckDBConnection connection() {
        return connection;
    }

    /** Runs a statement and returns how many rows it changed. */
    public long update(String sql) {
        try (Statement statement = connection.createStatement()) {
            setRunning(statement);
            return statement.executeLargeUpdate(sql);
        } catch (SQLException e) {
            throw new EngineException(e);
        } finally {
            setRunning(null);
        }
    }

    public <T> T query(String sql, Reader<T> reader) {
        try (Statement statement = connection.createStatement()) {
            setRunning(statement);
            try (ResultSet rows = statement.executeQuery(sql)) {
                return reader.read(rows);
            }
        } catch (SQLException e) {
            throw new EngineException(e);
        } finally {
            setRunning(null);
        }
    }

    /** The one number that a query answers with. */
    public long number(String sql) {
        return query(sql, rows -> rows.next() ? rows.getLong(1) : 0L);
    }

    /** Runs a statement with text parameters. */
    public void update(String sql, String... parameters) {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            statement.execute();
        } catch (SQLException e) {
            throw new EngineException(e);
        }
    }

    public void begin() {
        update("BEGIN TRANSACTION");
        inTransaction = true;
    }

    public void commit() {
        update("COMMIT");
        inTransaction = false;
    }

    public void rollback() {
        if (inTransaction) {
            inTransaction = false;
            update("ROLLBACK");
        }
    }

    public boolean inTransaction() {
        return inTransaction;
    }

    /** Interrupts the statement that another thread is running in this session, if any. */
    public synchronized void cancel() {
        if (running != null) {
            try {
                running.cancel();
            } catch (SQLException e) {
                throw new EngineException(e);
            }
        }
    }

    @Override
    public void close() {
        try {
            rollback();
            engine.giveBack(connection);
        } catch (EngineException e) {
            engine.discard(connection);
        }
    }

    private synchronized void setRunning(@Nullable Statement statement) {
        running = statement;
    }
}
