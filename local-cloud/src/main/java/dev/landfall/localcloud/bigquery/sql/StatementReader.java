package dev.landfall.localcloud.bigquery.sql;

/** The statements of a script, one by one: a later one may need what an earlier one made. Not thread-safe. */
public final class StatementReader {
    StatementReader() {}

    /** How many statements the script has. */
    public int count() {
        throw new UnsupportedOperationException("not yet");
    }

    public boolean hasNext() {
        throw new UnsupportedOperationException("not yet");
    }

    /**
     * Translates the next statement.
     *
     * @throws SqlException if it does not resolve or is not implemented
     */
    public TranslatedStatement next(CatalogView catalog) {
        throw new UnsupportedOperationException("not yet");
    }
}
