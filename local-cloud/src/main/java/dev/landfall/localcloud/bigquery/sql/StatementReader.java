package dev.landfall.localcloud.bigquery.sql;

import dev.landfall.localcloud.bigquery.sql.analyzer.GoogleSqlAnalyzer;
import dev.landfall.localcloud.bigquery.sql.analyzer.Script;
import dev.landfall.localcloud.bigquery.sql.emit.Emitter;
import java.util.NoSuchElementException;

/** The statements of a script, one by one: a later one may need what an earlier one made. Not thread-safe. */
public final class StatementReader {
    private final GoogleSqlAnalyzer analyzer;
    private final Script script;
    private final QueryParameters parameters;
    private int position;

    StatementReader(GoogleSqlAnalyzer analyzer, Script script, QueryParameters parameters) {
        this.analyzer = analyzer;
        this.script = script;
        this.parameters = parameters;
    }

    /** How many statements the script has. */
    public int count() {
        return script.count();
    }

    public boolean hasNext() {
        return position < script.count();
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
        int index = position;
        position++;
        return Emitter.emit(analyzer.analyze(script, index, parameters, catalog));
    }
}
