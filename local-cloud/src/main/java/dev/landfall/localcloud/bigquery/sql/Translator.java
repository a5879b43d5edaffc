package dev.landfall.localcloud.bigquery.sql;

/** GoogleSQL to DuckDB SQL. Thread-safe; make one per process, since it loads the analyzer's native library. */
public final class Translator {
    private Translator() {}

    public static Translator create() {
        return new Translator();
    }

    /**
     * Reads a script of one or more statements. The whole text is parsed at once, names are resolved statement by
     * statement.
     *
     * @throws SqlException if the text is not GoogleSQL
     */
    public StatementReader read(String sql, QueryParameters parameters) {
        throw new UnsupportedOperationException("not yet");
    }
}
