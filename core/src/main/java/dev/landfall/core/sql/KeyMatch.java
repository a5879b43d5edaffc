package dev.landfall.core.sql;

import dev.landfall.core.table.Column;
import dev.landfall.core.table.ColumnMode;

/** When the key of a source row is the key of a target row. */
final class KeyMatch {
    private KeyMatch() {}

    /**
     * NULL is equal to NULL. BigQuery finds the equality in this form that its joins need, while users report that
     * {@code IS NOT DISTINCT FROM} does not count as one. A key that the target declares NOT NULL needs no more than
     * equality.
     */
    static String nullSafe(Column key) {
        String target = "target." + key.name().quoted();
        String source = "source." + key.name().quoted();
        return key.mode() == ColumnMode.REQUIRED
                ? equal(key)
                : "(" + equal(key) + " OR (" + target + " IS NULL AND " + source + " IS NULL))";
    }

    static String equal(Column key) {
        return "target." + key.name().quoted() + " = source." + key.name().quoted();
    }
}
