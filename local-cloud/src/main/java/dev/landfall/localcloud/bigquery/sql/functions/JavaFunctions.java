package dev.landfall.localcloud.bigquery.sql.functions;

import java.sql.Connection;
import java.sql.SQLException;

/** All of the Java functions. Their names begin with {@code bq_}. */
public final class JavaFunctions {
    private JavaFunctions() {}

    /** Registers them in the DuckDB instance that this connection belongs to. */
    public static void register(Connection duckdb) throws SQLException {
        Registry registry = new Registry(duckdb);
        Numbers.addTo(registry);
        CastTexts.addTo(registry);
        JsonTexts.addTo(registry);
        JsonPaths.addTo(registry);
        Strings.addTo(registry);
        RegularExpressions.addTo(registry);
        Formats.addTo(registry);
        Hashes.addTo(registry);
        Times.addTo(registry);
        TimeFormats.addTo(registry);
        TimeParser.addTo(registry);
    }
}
