package dev.landfall.endtoend.tpch.comparison;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** All rows of a Hive table in key order, streamed. A Hive TIMESTAMP, which has no zone, is taken as UTC. */
public final class HiveRows implements Iterator<ComparedRow>, AutoCloseable {
    private static final int FETCH_ROWS = 1_000;

    private final ComparedColumns columns;
    private final Statement statement;
    private final ResultSet results;
    private boolean onNext;

    private HiveRows(ComparedColumns columns, Statement statement, ResultSet results) throws SQLException {
        this.columns = columns;
        this.statement = statement;
        this.results = results;
        this.onNext = results.next();
    }

    /** Runs the query; the caller closes the rows and then the connection. */
    public static HiveRows open(Connection connection, String database, String table, ComparedColumns columns)
            throws SQLException {
        Statement statement = connection.createStatement();
        try {
            statement.setFetchSize(FETCH_ROWS);
            String query = columns.query('`' + database + "`.`" + table + '`');
            return new HiveRows(columns, statement, statement.executeQuery(query));
        } catch (SQLException | RuntimeException e) {
            statement.close();
            throw e;
        }
    }

    @Override
    public boolean hasNext() {
        return onNext;
    }

    @Override
    public ComparedRow next() {
        if (!onNext) {
            throw new NoSuchElementException("No more rows");
        }
        try {
            ComparedRow row = read();
            onNext = results.next();
            return row;
        } catch (SQLException e) {
            throw new IllegalStateException("Hive stopped in the middle of the rows: " + e.getMessage(), e);
        }
    }

    private ComparedRow read() throws SQLException {
        List<@Nullable String> values = new ArrayList<>();
        for (int i = 0; i < columns.columns().size(); i++) {
            @Nullable String text = results.getString(i + 1);
            values.add(text == null ? null : columns.columns().get(i).type().render(text));
        }
        return new ComparedRow(values);
    }

    @Override
    public void close() throws SQLException {
        statement.close();
    }
}
