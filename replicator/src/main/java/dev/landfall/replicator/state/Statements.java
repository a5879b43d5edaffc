package dev.landfall.replicator.state;

import dev.landfall.replicator.failure.ReplicationException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Statements with bound values, in transactions. */
final class Statements {
    private static final String UNIQUE_VIOLATION = "23505";

    private Statements() {}

    @FunctionalInterface
    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    @FunctionalInterface
    interface RowReader<T> {
        T read(Row row) throws SQLException;
    }

    /** The current row of a result; positions begin with 1. */
    record Row(ResultSet results) {
        <T> T required(int position, Class<T> type) throws SQLException {
            T value = optional(position, type);
            if (value == null) {
                throw new SQLException("Value " + position + " is NULL in the state database");
            }
            return value;
        }

        byte[] bytes(int position) throws SQLException {
            return results.getBytes(position);
        }

        <T> @Nullable T optional(int position, Class<T> type) throws SQLException {
            return results.getObject(position, type);
        }
    }

    static <T> T inTransaction(DataSource dataSource, Work<T> work) {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try {
                T result = work.on(connection);
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            }
        } catch (SQLException e) {
            throw ReplicationException.state("The state database refused: " + e.getMessage(), e);
        }
    }

    /** The same, but answers {@code otherwise} if another transaction made the same key first. */
    static <T> T inTransaction(DataSource dataSource, Work<T> work, T otherwise) {
        try {
            return inTransaction(dataSource, work);
        } catch (ReplicationException e) {
            if (e.getCause() instanceof SQLException sql && UNIQUE_VIOLATION.equals(sql.getSQLState())) {
                return otherwise;
            }
            throw e;
        }
    }

    static int update(Connection connection, String sql, @Nullable Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, values);
            return statement.executeUpdate();
        }
    }

    /** The same statement for each of the rows. */
    static void updateEach(Connection connection, String sql, List<@Nullable Object[]> rows) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (@Nullable Object[] row : rows) {
                bind(statement, row);
                statement.addBatch();
            }
            int[] unused = statement.executeBatch();
        }
    }

    static <T> List<T> query(Connection connection, String sql, RowReader<T> reader, @Nullable Object... values)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, values);
            try (ResultSet results = statement.executeQuery()) {
                List<T> rows = new ArrayList<>();
                while (results.next()) {
                    rows.add(reader.read(new Row(results)));
                }
                return rows;
            }
        }
    }

    private static void bind(PreparedStatement statement, @Nullable Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
    }
}
