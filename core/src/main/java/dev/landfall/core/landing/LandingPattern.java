package dev.landfall.core.landing;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Another form of object names than the default one: a regular expression that must match the whole name below the
 * prefix. Its named groups are {@code dataset}, {@code table} and {@code file}, all needed, and {@code seq} (a number)
 * and {@code keys} (Hive folders, {@code dt=2026-01-31/region=eu/}, a folder {@code seq=<n>/} first if there is one).
 * The keys must end where the file begins, and the file must end the name, since that is what a load job can read.
 *
 * @param prefix of the names it reads; empty for all names below the landing prefix
 */
public record LandingPattern(String prefix, Pattern pattern) {
    private static final Pattern GROUP = Pattern.compile("\\(\\?<([A-Za-z][A-Za-z0-9]*)>");
    private static final List<String> NEEDED = List.of("dataset", "table", "file");
    private static final List<String> KNOWN = List.of("dataset", "table", "seq", "keys", "file");
    private static final String ARROW = "->";

    public LandingPattern {
        Set<String> groups = groups(pattern);
        for (String group : groups) {
            if (!KNOWN.contains(group)) {
                throw new IllegalArgumentException("The landing pattern " + pattern + " has a group named '" + group
                        + "'; the groups are " + KNOWN);
            }
        }
        for (String group : NEEDED) {
            if (!groups.contains(group)) {
                throw new IllegalArgumentException("The landing pattern " + pattern + " has no group (?<" + group
                        + ">...), which says where the " + group + " stands in the name");
            }
        }
    }

    /** What one name says; folders are those of the keys, root what stands before them. */
    record Match(
            String dataset, String table, @Nullable String sequence, String root, List<String> folders, String file) {}

    /**
     * Reads one pattern a line: a regular expression for all names, or {@code PREFIX -> expression} for the names below
     * a prefix. Blank text has none.
     *
     * @throws IllegalArgumentException naming the line that is wrong
     */
    public static List<LandingPattern> parse(String text) {
        List<LandingPattern> patterns = new ArrayList<>();
        for (String line :
                text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList()) {
            int arrow = line.indexOf(ARROW);
            String prefix = arrow < 0 ? "" : line.substring(0, arrow).strip();
            if (arrow >= 0 && !prefix.endsWith("/")) {
                throw new IllegalArgumentException("The prefix '" + prefix + "' of a landing pattern must end with a"
                        + " slash; write PREFIX/ -> EXPRESSION");
            }
            if (patterns.stream().anyMatch(pattern -> pattern.prefix().equals(prefix))) {
                throw new IllegalArgumentException("There are two landing patterns for "
                        + (prefix.isEmpty() ? "all names" : "the prefix " + prefix));
            }
            try {
                String expression = arrow < 0
                        ? line
                        : line.substring(arrow + ARROW.length()).strip();
                patterns.add(new LandingPattern(prefix, Pattern.compile(expression)));
            } catch (PatternSyntaxException e) {
                throw new IllegalArgumentException(
                        "'" + e.getPattern() + "' is no regular expression: " + e.getDescription(), e);
            }
        }
        return List.copyOf(patterns);
    }

    /** Empty if the whole name does not match, or not in the order that a load job can read. */
    Optional<Match> match(String name) {
        Matcher matcher = pattern.matcher(name);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        Set<String> groups = groups(pattern);
        @Nullable String keys = groups.contains("keys") ? matcher.group("keys") : null;
        @Nullable String sequence = groups.contains("seq") ? matcher.group("seq") : null;
        @Nullable String dataset = matcher.group("dataset");
        @Nullable String table = matcher.group("table");
        int file = matcher.start("file");
        if (dataset == null || table == null || file < 0) {
            return Optional.empty();
        }
        int first = file;
        List<String> folders = new ArrayList<>();
        if (keys != null && !keys.isEmpty()) {
            first = matcher.start("keys");
            String whole = keys.endsWith("/") ? keys : keys + "/";
            if (!name.startsWith(whole, first) || first + whole.length() != file) {
                return Optional.empty();
            }
            folders.addAll(List.of(whole.substring(0, whole.length() - 1).split("/", -1)));
        }
        String folder = "seq=" + sequence + "/";
        if (sequence != null && name.startsWith(folder, first - folder.length())) {
            // The load job can read it from there.
            first -= folder.length();
            folders.add(0, "seq=" + sequence);
            sequence = null;
        }
        int root = name.lastIndexOf('/', first - 1) + 1;
        if (!folders.isEmpty() && root != first) {
            return Optional.empty();
        }
        if (matcher.end("file") != name.length() || matcher.group("file").isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new Match(dataset, table, sequence, name.substring(0, root), folders, matcher.group("file")));
    }

    private static Set<String> groups(Pattern pattern) {
        Set<String> groups = new LinkedHashSet<>();
        Matcher matcher = GROUP.matcher(pattern.pattern());
        while (matcher.find()) {
            groups.add(matcher.group(1));
        }
        return groups;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof LandingPattern that
                && prefix.equals(that.prefix)
                && pattern.pattern().equals(that.pattern.pattern());
    }

    @Override
    public int hashCode() {
        return pattern.pattern().hashCode();
    }
}
