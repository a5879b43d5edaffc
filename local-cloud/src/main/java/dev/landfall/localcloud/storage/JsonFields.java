package dev.landfall.localcloud.storage;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.landfall.localcloud.http.ApiException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads a request's JSON; a field of the wrong type is 400, a JSON null is an absent field. */
record JsonFields(JsonObject json) {
    Set<String> names() {
        return json.keySet();
    }

    boolean isNull(String name) {
        return json.has(name) && json.get(name).isJsonNull();
    }

    Optional<String> string(String name) {
        return present(name).map(element -> {
            if (!element.isJsonPrimitive()) {
                throw wrongType(name, "a string");
            }
            return element.getAsString();
        });
    }

    /** The API writes 64-bit numbers as strings; plain numbers are understood too. */
    Optional<Long> number(String name) {
        return string(name).map(text -> {
            try {
                return Long.parseLong(text);
            } catch (NumberFormatException e) {
                throw wrongType(name, "a whole number");
            }
        });
    }

    Optional<JsonFields> object(String name) {
        return present(name).map(element -> asObject(name, element));
    }

    List<JsonFields> objects(String name) {
        Optional<JsonElement> array = present(name);
        if (array.isEmpty()) {
            return List.of();
        }
        if (!(array.get() instanceof JsonArray elements)) {
            throw wrongType(name, "an array");
        }
        return elements.asList().stream()
                .map(element -> asObject(name, element))
                .toList();
    }

    /** Null, false and empty values say nothing: clients send them for features they do not use. */
    boolean saysNothing(String name) {
        Optional<JsonElement> element = present(name);
        return element.isEmpty()
                || (element.get().isJsonObject()
                        && element.get().getAsJsonObject().isEmpty())
                || (element.get().isJsonArray()
                        && element.get().getAsJsonArray().isEmpty())
                || (element.get().isJsonPrimitive()
                        && element.get().getAsString().equals("false"));
    }

    private Optional<JsonElement> present(String name) {
        return Optional.ofNullable(json.get(name)).filter(element -> !element.isJsonNull());
    }

    private static JsonFields asObject(String name, JsonElement element) {
        if (!element.isJsonObject()) {
            throw wrongType(name, "an object");
        }
        return new JsonFields(element.getAsJsonObject());
    }

    private static ApiException wrongType(String name, String wanted) {
        return ApiException.invalid("Invalid value for '" + name + "': it must be " + wanted + ".");
    }
}
