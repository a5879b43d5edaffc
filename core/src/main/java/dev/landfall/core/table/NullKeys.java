package dev.landfall.core.table;

import java.util.Locale;

/** What becomes of a row with NULL in a key column. */
public enum NullKeys {
    /** NULL is a key value like any other: equal to itself. */
    MATCH,
    /** The row is left out of the target, and counted. */
    REJECT;

    /** The word of the spec. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException if the word is none of these; the message lists them */
    public static NullKeys ofWord(String word) {
        for (NullKeys rule : values()) {
            if (rule.word().equals(word)) {
                return rule;
            }
        }
        throw new IllegalArgumentException(
                "'" + Printable.of(word) + "' is no rule for NULL in a key: use match or reject");
    }
}
