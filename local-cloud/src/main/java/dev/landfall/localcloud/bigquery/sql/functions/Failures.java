package dev.landfall.localcloud.bigquery.sql.functions;

/** An error in a function, in BigQuery's words; DuckDB reports it with its own prefix. */
final class Failures {
    private Failures() {}

    static IllegalArgumentException because(String message) {
        return new IllegalArgumentException(message);
    }
}
