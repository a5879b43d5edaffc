package dev.landfall.core.table;

import java.util.Locale;

/** When the files of one directory may be loaded. */
public enum CommitRule {
    /** Each as it comes. */
    FILE,
    /** All together, once {@code _SUCCESS} is in the directory. */
    SUCCESS,
    /** All together, once a manifest in the directory lists them. */
    MANIFEST;

    /** The word of the spec. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException if the word is none of these; the message lists them */
    public static CommitRule ofWord(String word) {
        for (CommitRule rule : values()) {
            if (rule.word().equals(word)) {
                return rule;
            }
        }
        throw new IllegalArgumentException(
                "'" + Printable.of(word) + "' is no commit rule: use file, success or manifest");
    }
}
