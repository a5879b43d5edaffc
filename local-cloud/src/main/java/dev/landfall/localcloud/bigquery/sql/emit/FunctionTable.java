package dev.landfall.localcloud.bigquery.sql.emit;

import dev.landfall.localcloud.bigquery.sql.SqlException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Every scalar function that is translated. What is not here is refused. */
final class FunctionTable {
    private static final Map<String, FunctionRule> RULES = rules();

    private FunctionTable() {}

    static String emit(FunctionCall call) {
        FunctionRule rule = RULES.get(call.name());
        if (rule == null) {
            throw SqlException.notImplemented(FunctionCall.readable(call.name()));
        }
        return rule.emit(call);
    }

    /** The analyzer's names of the functions that are translated. */
    static Set<String> names() {
        return RULES.keySet();
    }

    private static Map<String, FunctionRule> rules() {
        Map<String, FunctionRule> rules = new HashMap<>();
        Conditions.addTo(rules);
        Arithmetic.addTo(rules);
        Texts.addTo(rules);
        Encodings.addTo(rules);
        Times.addTo(rules);
        TimeConstructors.addTo(rules);
        Arrays.addTo(rules);
        Json.addTo(rules);
        return Map.copyOf(rules);
    }
}
