package dev.landfall.endtoend.tpch;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What real tables hold and generators do not: NULL, empty text, quotes, backslashes, tabs, other alphabets. */
final class OddValues {
    private static final int ODD_TEXT_EVERY = 7;
    private static final int NULL_EVERY = 11;

    private static final List<String> TEXTS = List.of(
            "",
            " leading and trailing ",
            "it's a \"quoted\" value",
            "back\\slash \\N \\t",
            "tab\there",
            "Größe, naïve, żółć",
            "日本語 Ελληνικά עברית",
            "emoji \uD83D\uDE80",
            "comma, semicolon; pipe|",
            "NULL");

    private OddValues() {}

    /** The text itself, or in some rows an odd one or NULL. */
    static @Nullable String text(long row, String usual) {
        if (row % NULL_EVERY == 0) {
            return null;
        }
        if (row % ODD_TEXT_EVERY == 0) {
            return TEXTS.get((int) (row / ODD_TEXT_EVERY % TEXTS.size()));
        }
        return usual;
    }

    /** The value, or in some rows NULL. */
    static @Nullable String sometimesNull(long row, String usual) {
        return row % NULL_EVERY == 5 ? null : usual;
    }
}
