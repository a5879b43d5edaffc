package dev.landfall.localcloud.bigquery.sql;

import dev.landfall.localcloud.bigquery.sql.analyzer.GoogleSqlAnalyzer;
import dev.landfall.localcloud.bigquery.sql.emit.Emitter;
import java.util.List;
import java.util.NoSuchElementException;

/** The statements of a script, one by one: a later one may need what an earlier one made. Not thread-safe. */
public final class StatementReader {
    private final GoogleSqlAnalyzer analyzer;
    private final String sql;
    private final List<GoogleSqlAnalyzer.Source> sources;
    private final QueryParameters parameters;
    private int position;

    StatementReader(
            GoogleSqlAnalyzer analyzer,
            String sql,
            List<GoogleSqlAnalyzer.Source> sources,
            QueryParameters parameters) {
        this.analyzer = analyzer;
        this.sql = sql;
        this.sources = sources;
        this.parameters = parameters;
    }

    /** How many statements the script has. */
    public int count() {
        return sources.size();
    }

    public boolean hasNext() {
        return position < sources.size();
    }

    /**
     * Translates the next statement.
     *
     * @throws SqlException if it does not resolve or is not implemented
     */
    public TranslatedStatement next(CatalogView catalog) {
        if (!hasNext()) {
            throw new NoSuchElementException("The script has no statement " + (position + 1));
        }
        GoogleSqlAnalyzer.Source source = sources.get(position);
        position++;
        return Emitter.emit(analyzer.analyze(sql, source, parameters, catalog));
    }
}
