package dev.landfall.core.table;

import java.util.Locale;

/** How landed rows change the target. */
public enum LoadMode {
    /** By key: the greatest version of each key stays. */
    MERGE,
    /** Every row of every file is added once. */
    APPEND,
    /** The newest complete snapshot becomes the target. */
    REPLACE,
    /** Each partition that a delta touches is replaced. */
    REPLACE_PARTITIONS;

    /** The word of the spec: {@code merge}, {@code append}... */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException if the word is none of the modes; the message lists them */
    public static LoadMode ofWord(String word) {
        for (LoadMode mode : values()) {
            if (mode.word().equals(word)) {
                return mode;
            }
        }
        throw new IllegalArgumentException(
                "'" + Printable.of(word) + "' is not a mode: use merge, append, replace or replace_partitions");
    }
}
