package dev.landfall.core.table;

import java.util.Locale;

/** What becomes of files whose schema differs from the target's. */
public enum SchemaPolicy {
    /** The target follows where BigQuery allows it: new columns, relaxed modes, wider types. */
    EVOLVE,
    /** The target stays as it is; files that do not fit it fail. */
    FREEZE;

    /** The word of the spec. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException if the word is none of these; the message lists them */
    public static SchemaPolicy ofWord(String word) {
        for (SchemaPolicy policy : values()) {
            if (policy.word().equals(word)) {
                return policy;
            }
        }
        throw new IllegalArgumentException("'" + Printable.of(word) + "' is no schema policy: use evolve or freeze");
    }
}
