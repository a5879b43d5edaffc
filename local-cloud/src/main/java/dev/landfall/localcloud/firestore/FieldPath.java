package dev.landfall.localcloud.firestore;

import com.google.firestore.v1.MapValue;
import com.google.firestore.v1.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A path into a document's fields, in the service's syntax: segments joined by dots, back-quoted unless simple names.
 *
 * @param segments never empty
 */
record FieldPath(List<String> segments) implements Comparable<FieldPath> {
    /** The document's own name, usable in queries wherever a field is. */
    static final FieldPath NAME = new FieldPath(List.of("__name__"));

    private static final Pattern SIMPLE = Pattern.compile("[a-zA-Z_][a-zA-Z_0-9]*");

    FieldPath {
        segments = List.copyOf(segments);
    }

    static FieldPath parse(String text) {
        List<String> segments = new ArrayList<>();
        int position = 0;
        while (position <= text.length()) {
            boolean quoted = position < text.length() && text.charAt(position) == '`';
            int end = quoted ? closingQuote(text, position) + 1 : endOfSimple(text, position);
            if (end < text.length() && text.charAt(end) != '.') {
                throw invalid(text);
            }
            segments.add(quoted ? unquote(text.substring(position + 1, end - 1)) : text.substring(position, end));
            position = end + 1;
        }
        if (segments.contains("")) {
            throw invalid(text);
        }
        return new FieldPath(segments);
    }

    boolean isName() {
        return equals(NAME);
    }

    /** The value there, or null; the path through anything but a map leads nowhere. */
    @Nullable
    Value read(Map<String, Value> fields) {
        Map<String, Value> level = fields;
        Value found = null;
        for (int i = 0; i < segments.size(); i++) {
            found = level.get(segments.get(i));
            if (found == null || (!found.hasMapValue() && i < segments.size() - 1)) {
                return null;
            }
            level = found.getMapValue().getFieldsMap();
        }
        return found;
    }

    /** The value in a map, made if it is missing, is replaced, or removed by null. */
    MapValue write(MapValue root, @Nullable Value value) {
        return write(root, 0, value);
    }

    private MapValue write(MapValue map, int depth, @Nullable Value value) {
        String key = segments.get(depth);
        MapValue.Builder changed = map.toBuilder();
        if (depth == segments.size() - 1) {
            return (value == null ? changed.removeFields(key) : changed.putFields(key, value)).build();
        }
        Value inner = map.getFieldsMap().get(key);
        if (value == null && (inner == null || !inner.hasMapValue())) {
            return map;
        }
        MapValue child = inner == null ? MapValue.getDefaultInstance() : inner.getMapValue();
        Value replaced =
                Value.newBuilder().setMapValue(write(child, depth + 1, value)).build();
        return changed.putFields(key, replaced).build();
    }

    @Override
    public int compareTo(FieldPath other) {
        int shared = Math.min(segments.size(), other.segments.size());
        for (int i = 0; i < shared; i++) {
            int order = Utf8Order.compare(segments.get(i), other.segments.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(segments.size(), other.segments.size());
    }

    private static int endOfSimple(String text, int start) {
        int dot = text.indexOf('.', start);
        int end = dot < 0 ? text.length() : dot;
        if (!SIMPLE.matcher(text).region(start, end).matches()) {
            throw invalid(text);
        }
        return end;
    }

    private static int closingQuote(String text, int open) {
        for (int i = open + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '`') {
                return i;
            }
            if (c == '\\') {
                i++;
            }
        }
        throw invalid(text);
    }

    private static String unquote(String escaped) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < escaped.length(); i++) {
            char c = escaped.charAt(i);
            boolean escape = c == '\\' && i + 1 < escaped.length();
            plain.append(escape ? escaped.charAt(++i) : c);
        }
        return plain.toString();
    }

    private static RuntimeException invalid(String text) {
        return Refusal.invalid("Invalid property path \"" + text
                + "\". Unquoted property names must match regex ([a-zA-Z_][a-zA-Z_0-9]*), and quoted property names"
                + " must match regex (`(?:[^`\\\\]|\\\\.)+`)");
    }
}
