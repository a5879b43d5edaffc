package dev.landfall.replicator.pipeline;

import dev.landfall.replicator.pipeline.TableCatalog.CatalogEntry;
import java.util.regex.Pattern;

/**
 * A table or, with {@code *} for any letters and {@code ?} for one, a pattern of tables: {@code sales.*}. Case does not
 * matter.
 */
record TablePattern(String schema, String table) {
    private static final Pattern LEGAL = Pattern.compile("[A-Za-z0-9_*?]+");

    /** @throws IllegalArgumentException if the text is neither {@code schema.table} nor a pattern of it */
    static TablePattern parse(String text) {
        int dot = text.indexOf('.');
        if (dot < 0
                || !LEGAL.matcher(text.substring(0, dot)).matches()
                || !LEGAL.matcher(text.substring(dot + 1)).matches()) {
            throw new IllegalArgumentException("'" + text
                    + "' names no tables: write schema.table, with * for any letters and ? for one, as in sales.*");
        }
        return new TablePattern(text.substring(0, dot), text.substring(dot + 1));
    }

    boolean isPattern() {
        return (schema + table).matches(".*[*?].*");
    }

    CatalogEntry entry() {
        return new CatalogEntry(schema, table);
    }

    boolean matches(CatalogEntry entry) {
        return matches(schema, entry.schema()) && matches(table, entry.table());
    }

    private static boolean matches(String pattern, String name) {
        String expression = pattern.replace("*", ".*").replace("?", ".");
        return Pattern.compile(expression, Pattern.CASE_INSENSITIVE)
                .matcher(name)
                .matches();
    }
}
