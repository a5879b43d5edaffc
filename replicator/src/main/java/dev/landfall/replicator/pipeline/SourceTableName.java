package dev.landfall.replicator.pipeline;

/**
 * A table of a source; its text form is {@code schema.table}.
 *
 * @param schema what Hive and MySQL call a database
 */
public record SourceTableName(SourceName schema, SourceName table) {

    /** @throws IllegalArgumentException if the text is not {@code schema.table} */
    public static SourceTableName parse(String text) {
        int dot = text.indexOf('.');
        if (dot < 0) {
            throw new IllegalArgumentException(
                    "'" + text + "' does not name a table: write it as database.table or schema.table");
        }
        return new SourceTableName(new SourceName(text.substring(0, dot)), new SourceName(text.substring(dot + 1)));
    }

    @Override
    public String toString() {
        return schema + "." + table;
    }
}
