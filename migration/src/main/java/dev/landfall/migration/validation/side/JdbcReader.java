package dev.landfall.migration.validation.side;

import dev.landfall.migration.validation.failure.ValidationException;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Queries over a JDBC connection that somebody else closes. */
public final class JdbcReader implements SqlReader {
    private static final int FETCH_ROWS = 10_000;

    private final String name;
    private final Connection connection;

    /** @param name of the connection, for messages */
    public JdbcReader(String name, Connection connection) {
        this.name = name;
        this.connection = connection;
    }

    @Override
    public List<List<@Nullable String>> read(String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(FETCH_ROWS);
            try (ResultSet results = statement.executeQuery(sql)) {
                int columns = results.getMetaData().getColumnCount();
                List<List<@Nullable String>> rows = new ArrayList<>();
                while (results.next()) {
                    rows.add(row(results, columns));
                }
                return rows;
            }
        } catch (SQLException e) {
            throw new ValidationException(
                    "Connection " + name + " refused a query: " + firstLine(e) + "\n  The query: " + sql, e);
        }
    }

    private static String firstLine(SQLException e) {
        return Objects.requireNonNullElse(e.getMessage(), e.toString())
                .lines()
                .findFirst()
                .orElse("");
    }

    private static List<@Nullable String> row(ResultSet results, int columns) throws SQLException {
        List<@Nullable String> row = new ArrayList<>(columns);
        for (int i = 1; i <= columns; i++) {
            Object value = results.getObject(i);
            row.add(
                    value instanceof BigDecimal number
                            ? number.toPlainString()
                            : value == null ? null : value.toString());
        }
        return row;
    }
}
