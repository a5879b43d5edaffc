package dev.landfall.localcloud.bigquery.sql;

import dev.landfall.localcloud.bigquery.sql.functions.JavaFunctions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** The functions that translated statements call in DuckDB. */
public final class ScalarFunctions {
    private ScalarFunctions() {}

    /**
     * Makes a DuckDB instance ready: UTC, and BigQuery's functions. Connections that are duplicated from this one see
     * the functions; each connection must set its own time zone with {@link #prepareSession}.
     */
    public static void register(Connection duckdb) throws SQLException {
        prepareSession(duckdb);
        JavaFunctions.register(duckdb);
    }

    /** The settings of every connection that runs translated statements. */
    public static void prepareSession(Connection duckdb) throws SQLException {
        try (Statement statement = duckdb.createStatement()) {
            statement.execute("SET TimeZone = 'UTC'");
        }
    }
}
