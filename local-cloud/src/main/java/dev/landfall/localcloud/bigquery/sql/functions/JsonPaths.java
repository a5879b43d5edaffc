package dev.landfall.localcloud.bigquery.sql.functions;

import static dev.landfall.localcloud.bigquery.sql.functions.Registry.Kind.TEXT;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** JSON_VALUE, JSON_QUERY and PARSE_JSON. */
final class JsonPaths {
    private static final Pattern STEP =
            Pattern.compile("\\.([\\p{L}\\p{N}_-]+)|\\.\"([^\"]*)\"|\\[(\\d+)]|\\['([^']*)']|\\[\"([^\"]*)\"]");

    private static final Pattern FINAL_ZEROS = Pattern.compile("^(-?\\d+[.]\\d+?)0+$");

    private JsonPaths() {}

    static void addTo(Registry registry) throws SQLException {
        registry.add("bq_json_value", TEXT, a -> value((String) a[0], (String) a[1]), TEXT, TEXT);
        registry.add("bq_json_query", TEXT, a -> query((String) a[0], (String) a[1]), TEXT, TEXT);
        registry.add("bq_json_canonical", TEXT, a -> canonical(parse((String) a[0])), TEXT);
    }

    private static @Nullable String value(String json, String path) {
        return find(json, path)
                .filter(JsonElement::isJsonPrimitive)
                .map(JsonElement::getAsString)
                .orElse(null);
    }

    private static @Nullable String query(String json, String path) {
        return find(json, path).map(JsonElement::toString).orElse(null);
    }

    private static Optional<JsonElement> find(String json, String path) {
        if (!path.startsWith("$")) {
            throw Failures.because("JSONPath must start with '$'");
        }
        JsonElement element;
        try {
            element = JsonParser.parseString(json);
        } catch (JsonParseException malformed) {
            return Optional.empty();
        }
        Matcher step = STEP.matcher(path).region(1, path.length());
        int end = 1;
        while (step.lookingAt()) {
            Optional<JsonElement> next = follow(element, step);
            end = step.end();
            if (next.isEmpty()) {
                return Optional.empty();
            }
            element = next.get();
            step.region(end, path.length());
        }
        if (end < path.length()) {
            throw Failures.because("Invalid token in JSONPath at: " + path.substring(end));
        }
        return Optional.of(element);
    }

    private static Optional<JsonElement> follow(JsonElement element, Matcher step) {
        if (step.group(3) != null) {
            int index = Integer.parseInt(step.group(3));
            return element instanceof JsonArray array && index < array.size()
                    ? Optional.of(array.get(index))
                    : Optional.empty();
        }
        String name = Optional.ofNullable(step.group(1))
                .or(() -> Optional.ofNullable(step.group(2)))
                .or(() -> Optional.ofNullable(step.group(4)))
                .orElseGet(() -> step.group(5));
        return element instanceof JsonObject object ? Optional.ofNullable(object.get(name)) : Optional.empty();
    }

    private static JsonElement parse(String json) {
        try {
            return JsonParser.parseString(json);
        } catch (JsonParseException malformed) {
            throw Failures.because("Invalid input to PARSE_JSON: " + json);
        }
    }

    /** Compact, with the members of objects in the order of their names, as BigQuery keeps them. */
    static String canonical(JsonElement element) {
        StringBuilder text = new StringBuilder();
        if (element instanceof JsonObject object) {
            Map<String, JsonElement> sorted = new TreeMap<>(object.asMap());
            sorted.forEach((name, member) -> text.append(text.length() == 0 ? "" : ",")
                    .append(JsonTexts.quoted(name))
                    .append(':')
                    .append(canonical(member)));
            return "{" + text + "}";
        }
        if (element instanceof JsonArray array) {
            for (JsonElement item : array) {
                text.append(text.length() == 0 ? "" : ",").append(canonical(item));
            }
            return "[" + text + "]";
        }
        return element.isJsonPrimitive() && element.getAsJsonPrimitive().isString()
                ? JsonTexts.quoted(element.getAsString())
                : FINAL_ZEROS.matcher(element.toString()).replaceFirst("$1");
    }
}
