package dev.landfall.core.setting;

import java.util.AbstractMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** An environment that remembers which variables were asked for by name. */
public final class RecordingEnvironment extends AbstractMap<String, String> {
    private final Map<String, String> variables;
    private final Set<String> asked = new TreeSet<>();

    public RecordingEnvironment(Map<String, String> variables) {
        this.variables = Map.copyOf(variables);
    }

    /** Those of the variables asked for that are Landfall's own. */
    public Set<String> askedOfLandfall() {
        Set<String> own = new TreeSet<>(asked);
        own.removeIf(variable -> !variable.startsWith("LANDFALL_"));
        return own;
    }

    @Override
    public @Nullable String get(@Nullable Object variable) {
        asked.add(String.valueOf(variable));
        return variables.get(variable);
    }

    @Override
    public Set<Entry<String, String>> entrySet() {
        return variables.entrySet();
    }
}
