package dev.landfall.localcloud.bigquery.sql;

import dev.landfall.localcloud.bigquery.sql.analyzer.GoogleSqlAnalyzer;

/** GoogleSQL to DuckDB SQL. Thread-safe; make one per process, since it loads the analyzer's native library. */
public final class Translator {
    private final GoogleSqlAnalyzer analyzer;

    private Translator(GoogleSqlAnalyzer analyzer) {
        this.analyzer = analyzer;
    }

    /** Loads the analyzer, which takes a second or two. */
    public static Translator create() {
        return new Translator(GoogleSqlAnalyzer.create());
    }

    /**
     * Reads a script of one or more statements. The whole text is parsed at once, names are resolved statement by
     * statement.
     *
     * @throws SqlException if the text is not GoogleSQL
     */
    public StatementReader read(String sql, QueryParameters parameters) {
        return new StatementReader(analyzer, analyzer.parse(sql), parameters);
    }
}
