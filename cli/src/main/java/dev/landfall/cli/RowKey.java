package dev.landfall.cli;

import dev.landfall.core.table.ColumnName;
import dev.landfall.core.table.TableSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The key of one row as a person writes it: the value alone where there is one key column, else {@code k=v,k2=v2} or one
 * argument each, if a value holds a comma.
 *
 * @param values by key column, in the order of the spec
 */
record RowKey(Map<ColumnName, String> values) {
    static RowKey parse(TableSpec spec, List<String> arguments) {
        List<ColumnName> keys = spec.keys();
        if (keys.isEmpty()) {
            throw new UserError(
                    "Table " + spec.target() + " has mode " + spec.mode().word()
                            + " and no keys: no key names one of its rows, so nobody can say which file brought it");
        }
        if (keys.size() == 1 && arguments.size() == 1) {
            String name = keys.get(0) + "=";
            String text = arguments.get(0);
            boolean named = text.regionMatches(true, 0, name, 0, name.length());
            return new RowKey(Map.of(keys.get(0), named ? text.substring(name.length()) : text));
        }
        List<String> parts = arguments.size() == 1 ? List.of(arguments.get(0).split(",", -1)) : arguments;
        Map<String, String> given = new LinkedHashMap<>();
        for (String part : parts) {
            int equals = part.indexOf('=');
            if (equals < 1) {
                throw new UserError(
                        "'" + part + "' is not a part of a key: write " + spec.target() + "'s as " + example(keys));
            }
            given.put(part.substring(0, equals), part.substring(equals + 1));
        }
        Map<ColumnName, String> values = new LinkedHashMap<>();
        for (ColumnName key : keys) {
            given.keySet().stream()
                    .filter(name -> name.equalsIgnoreCase(key.value()))
                    .findFirst()
                    .ifPresent(name -> values.put(key, given.get(name)));
        }
        if (values.size() != keys.size() || given.size() != keys.size()) {
            throw new UserError("The key of " + spec.target() + " is " + keys + ", not " + given.keySet()
                    + ": write it as " + example(keys));
        }
        return new RowKey(values);
    }

    private static String example(List<ColumnName> keys) {
        return String.join(",", keys.stream().map(key -> key + "=VALUE").toList());
    }
}
