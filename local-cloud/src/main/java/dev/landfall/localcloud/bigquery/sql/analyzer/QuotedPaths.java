package dev.landfall.localcloud.bigquery.sql.analyzer;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A script in which {@code `p.d.t`} is written {@code `p`.`d`.`t`}. To BigQuery both name the same table, whose alias is
 * {@code t}; the analyzer would take the first for a table and an alias called {@code p.d.t}.
 */
final class QuotedPaths {
    private static final Pattern POSITION = Pattern.compile("\\[at (\\d+):(\\d+)]");

    /** Where text was put in: the column at which the identifier begins in the new text, and how it grew. */
    private record Edit(int line, int column, int newLength, int grown) {}

    private final List<Edit> edits = new ArrayList<>();
    private final StringBuilder rewritten = new StringBuilder();
    private final String sql;
    private final Set<String> paths;
    private int at;

    private QuotedPaths(String sql, Set<String> paths) {
        this.sql = sql;
        this.paths = paths;
    }

    /** @param paths the identifiers with dots in them that name tables */
    static QuotedPaths rewrite(String sql, Set<String> paths) {
        QuotedPaths result = new QuotedPaths(sql, paths);
        if (paths.isEmpty()) {
            result.rewritten.append(sql);
        } else {
            result.run();
        }
        return result;
    }

    String text() {
        return rewritten.toString();
    }

    /** An error message with the place in the original script, as BigQuery writes places. */
    String relocate(String message) {
        return POSITION.matcher(message).replaceAll(this::relocate);
    }

    private String relocate(MatchResult position) {
        int line = Integer.parseInt(position.group(1));
        int column = Integer.parseInt(position.group(2));
        int moved = 0;
        for (Edit edit : edits) {
            if (edit.line() == line && edit.column() < column) {
                int inside = Math.min(column - edit.column(), edit.newLength());
                moved += Math.min(edit.grown(), inside);
            }
        }
        return "at [" + line + ":" + (column - moved) + "]";
    }

    private void run() {
        while (at < sql.length()) {
            char c = sql.charAt(at);
            if (c == '#' || sql.startsWith("--", at)) {
                copyThrough("\n", at + 1);
            } else if (sql.startsWith("/*", at)) {
                copyThrough("*/", at + 2);
            } else if (c == '\'' || c == '"') {
                string(c);
            } else if (c == '`') {
                identifier();
            } else {
                rewritten.append(c);
                at++;
            }
        }
    }

    private void copyThrough(String end, int from) {
        int found = sql.indexOf(end, from);
        copyTo(found < 0 ? sql.length() : found + end.length());
    }

    private void copyTo(int end) {
        rewritten.append(sql, at, end);
        at = end;
    }

    private void string(char quote) {
        String triple = String.valueOf(quote).repeat(3);
        String end = sql.startsWith(triple, at) ? triple : String.valueOf(quote);
        copyTo(endOfQuoted(end, at + end.length()));
    }

    private int endOfQuoted(String end, int from) {
        int i = from;
        while (i < sql.length() && !sql.startsWith(end, i)) {
            i += sql.charAt(i) == '\\' ? 2 : 1;
        }
        return Math.min(sql.length(), i + end.length());
    }

    private void identifier() {
        int end = endOfQuoted("`", at + 1);
        String name = end - at >= 2 ? sql.substring(at + 1, end - 1) : "";
        if (!paths.contains(name)) {
            copyTo(end);
            return;
        }
        String parts = "`" + String.join("`.`", TablePath.split(name)) + "`";
        int lineStart = rewritten.lastIndexOf("\n") + 1;
        int line = (int) rewritten.chars().filter(c -> c == '\n').count() + 1;
        int column = rewritten.codePointCount(lineStart, rewritten.length()) + 1;
        edits.add(new Edit(line, column, parts.length(), parts.length() - (end - at)));
        rewritten.append(parts);
        at = end;
    }
}
