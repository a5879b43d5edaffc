package dev.landfall.localcloud.firestore;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a document, a collection or the root of a database's documents; ordered as Firestore orders references:
 * segment by segment, numeric ids ({@code __id7__}) first, then by UTF-8 bytes.
 *
 * @param database {@code projects/P/databases/D}
 * @param segments collection and document ids in turn; empty for the root
 */
record ResourcePath(String database, List<String> segments) implements Comparable<ResourcePath> {
    private static final Pattern NUMERIC_ID = Pattern.compile("__id(-?[0-9]{1,19})__");
    private static final int PREFIX_SEGMENTS = 5;

    ResourcePath {
        segments = List.copyOf(segments);
    }

    /** Reads {@code projects/P/databases/D/documents[/...]}. */
    static ResourcePath parse(String name) {
        List<String> parts = List.of(name.split("/", -1));
        boolean shaped = parts.size() >= PREFIX_SEGMENTS
                && parts.get(0).equals("projects")
                && parts.get(2).equals("databases")
                && parts.get(4).equals("documents")
                && !parts.contains("");
        if (!shaped) {
            throw Refusal.invalid("Invalid resource name \"" + name
                    + "\": expected projects/{project}/databases/{database}/documents[/{collection}/{document}...].");
        }
        return new ResourcePath(String.join("/", parts.subList(0, 4)), parts.subList(PREFIX_SEGMENTS, parts.size()));
    }

    static ResourcePath parseDocument(String name) {
        ResourcePath path = parse(name);
        if (!path.isDocument()) {
            throw Refusal.invalid("Document name \"" + name + "\" lacks \"/\" at the end or names a collection.");
        }
        return path;
    }

    /** The root of a database, or a document: what may own collections. */
    static ResourcePath parseParent(String name) {
        ResourcePath path = parse(name);
        if (path.segments.size() % 2 != 0) {
            throw Refusal.invalid("Parent \"" + name + "\" names a collection, not a document or a database root.");
        }
        return path;
    }

    boolean isDocument() {
        return !segments.isEmpty() && segments.size() % 2 == 0;
    }

    String id() {
        return segments.get(segments.size() - 1);
    }

    ResourcePath parent() {
        return new ResourcePath(database, segments.subList(0, segments.size() - 1));
    }

    ResourcePath child(String id) {
        List<String> longer = new ArrayList<>(segments);
        longer.add(id);
        return new ResourcePath(database, longer);
    }

    /** Whether this lies below {@code ancestor}, at any depth. */
    boolean isBelow(ResourcePath ancestor) {
        int depth = ancestor.segments.size();
        return segments.size() > depth
                && database.equals(ancestor.database)
                && segments.subList(0, depth).equals(ancestor.segments);
    }

    @Override
    public int compareTo(ResourcePath other) {
        int order = database.compareTo(other.database);
        int shared = Math.min(segments.size(), other.segments.size());
        for (int i = 0; order == 0 && i < shared; i++) {
            order = compareIds(segments.get(i), other.segments.get(i));
        }
        return order != 0 ? order : Integer.compare(segments.size(), other.segments.size());
    }

    private static int compareIds(String left, String right) {
        Matcher leftNumber = NUMERIC_ID.matcher(left);
        Matcher rightNumber = NUMERIC_ID.matcher(right);
        boolean leftNumeric = leftNumber.matches();
        boolean rightNumeric = rightNumber.matches();
        if (leftNumeric && rightNumeric) {
            return Long.compare(Long.parseLong(leftNumber.group(1)), Long.parseLong(rightNumber.group(1)));
        }
        return leftNumeric == rightNumeric ? Utf8Order.compare(left, right) : leftNumeric ? -1 : 1;
    }

    @Override
    public String toString() {
        String root = database + "/documents";
        return segments.isEmpty() ? root : root + "/" + String.join("/", segments);
    }
}
