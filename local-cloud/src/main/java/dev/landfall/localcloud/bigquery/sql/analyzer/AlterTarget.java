package dev.landfall.localcloud.bigquery.sql.analyzer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The table of an ALTER TABLE, which the analyzer wants to know but does not list among a statement's tables. */
record AlterTarget(TablePath path, boolean ifExists) {
    private static final String IDENTIFIER = "(?:`[^`]+`|[\\p{L}\\p{N}_-]+)";
    private static final Pattern STATEMENT = Pattern.compile(
            "(?i)ALTER\\s+TABLE\\s+(IF\\s+EXISTS\\s+)?(" + IDENTIFIER + "(?:\\s*\\.\\s*" + IDENTIFIER + ")*)");
    private static final Pattern PART = Pattern.compile(IDENTIFIER);

    /** @param statement from its first word on */
    static Optional<AlterTarget> of(String statement) {
        Matcher matcher = STATEMENT.matcher(statement);
        if (!matcher.lookingAt()) {
            return Optional.empty();
        }
        List<String> parts = new ArrayList<>();
        Matcher part = PART.matcher(matcher.group(2));
        while (part.find()) {
            parts.add(part.group().replace("`", ""));
        }
        return Optional.of(new AlterTarget(new TablePath(parts), matcher.group(1) != null));
    }
}
