package dev.landfall.migration.validation.comparison;

import java.util.Locale;

/** How deep a validation looks. Each level includes those before it. */
public enum Level {
    /** Rows per partition. */
    COUNT,
    /** Digests per partition and facts per column: equal digests mean equal rows. */
    DIGEST,
    /** Where digests differ: which keys, and which of their columns. */
    ROWS;

    /** As it is written on a command line. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
