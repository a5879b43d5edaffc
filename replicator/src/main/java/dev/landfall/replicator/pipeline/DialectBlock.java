package dev.landfall.replicator.pipeline;

import java.util.Set;

/** Reads {@code dialect}: a name, or a mapping that changes one; without it the URL tells. */
final class DialectBlock {
    private static final Set<String> KEYS = Set.of(
            "like",
            "quotes",
            "clock",
            "clock_is_utc",
            "timestamp",
            "zoned_timestamp",
            "times_as_text",
            "no_rows",
            "transactions");

    private DialectBlock() {}

    static Dialect read(Section connection, Text url) {
        if (connection.isMapping("dialect")) {
            return changed(connection.section("dialect", "a dialect", KEYS), url);
        }
        return connection
                .optional("dialect")
                .map(name -> name.as(Dialect::ofName))
                .orElseGet(() -> ofUrl(url));
    }

    private static Dialect ofUrl(Text url) {
        return Dialect.ofUrl(url.value())
                .orElseThrow(() -> url.problem("no dialect is known for '" + url.value()
                        + "': name the one that is closest with the key 'dialect', one of "
                        + Dialect.KNOWN.stream().map(Dialect::name).toList()));
    }

    private static Dialect changed(Section block, Text url) {
        Dialect like =
                block.optional("like").map(name -> name.as(Dialect::ofName)).orElseGet(() -> ofUrl(url));
        String quotes = block.optional("quotes")
                .map(text -> text.as(DialectBlock::twoQuotes))
                .orElse(like.openQuote() + like.closeQuote());
        return new Dialect(
                like.name(),
                quotes.substring(0, 1),
                quotes.substring(1),
                text(block, "clock", like.clock()),
                flag(block, "clock_is_utc", like.clockIsUtc()),
                template(block, "timestamp", like.timestamp()),
                template(block, "zoned_timestamp", like.zonedTimestamp()),
                template(block, "times_as_text", like.timesAsText()),
                text(block, "no_rows", like.noRows()),
                flag(block, "transactions", like.transactions()));
    }

    private static String twoQuotes(String text) {
        if (text.length() != 2) {
            throw new IllegalArgumentException("'" + text + "' is not an opening and a closing quote, like \"\" or []");
        }
        return text;
    }

    private static String text(Section block, String key, String otherwise) {
        return block.optional(key).map(Text::value).orElse(otherwise);
    }

    private static boolean flag(Section block, String key, boolean otherwise) {
        return block.optional(key).map(Text::flag).orElse(otherwise);
    }

    private static String template(Section block, String key, String otherwise) {
        return block.optional(key)
                .map(text -> text.as(value -> {
                    if (value.replace("%s", "").contains("%") || !value.contains("%s")) {
                        throw new IllegalArgumentException(
                                "'" + value + "' needs one %s where the value goes, and no other %");
                    }
                    return value;
                }))
                .orElse(otherwise);
    }
}
