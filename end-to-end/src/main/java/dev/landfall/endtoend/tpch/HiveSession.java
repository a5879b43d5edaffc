package dev.landfall.endtoend.tpch;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Statements against HiveServer2 over a connection that somebody else owns. */
final class HiveSession {
    private final Connection connection;

    HiveSession(Connection connection) {
        this.connection = connection;
    }

    /** Runs one statement; a failure names it. */
    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new SQLException("Hive refused: " + sql + "\n" + e.getMessage(), e.getSQLState(), e);
        }
    }

    /** The one row of whole numbers that a query returns. */
    List<Long> numbers(String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet results = statement.executeQuery(query)) {
            if (!results.next()) {
                throw new SQLException("Hive returned no row for: " + query);
            }
            List<Long> numbers = new ArrayList<>();
            for (int column = 1; column <= results.getMetaData().getColumnCount(); column++) {
                numbers.add(results.getLong(column));
            }
            return numbers;
        }
    }
}
