package dev.landfall.localcloud.bigquery.sql;

import java.sql.SQLException;

/** What DuckDB says at run time, in BigQuery's words. */
public final class SqlErrors {
    private SqlErrors() {}

    /** The error that BigQuery would have reported. */
    public static SqlException translate(SQLException failure) {
        throw new UnsupportedOperationException("not yet");
    }
}
