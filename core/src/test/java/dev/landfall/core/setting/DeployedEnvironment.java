package dev.landfall.core.setting;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What Terraform sets in a function's environment, as {@code terraform/tests/function-environment.json} has it. That
 * file is compared with what Terraform plans by {@code terraform/tests/environment.tftest.hcl}.
 *
 * @param variables Landfall's own, sorted by name
 * @param ofJvm what the JVM reads itself
 */
public record DeployedEnvironment(Map<String, String> variables, Map<String, String> ofJvm) {
    private static final Path RENDERING = Path.of("../terraform/tests/function-environment.json");

    public DeployedEnvironment {
        variables = Collections.unmodifiableMap(new TreeMap<>(variables));
        ofJvm = Map.copyOf(ofJvm);
    }

    /** Read from a module's folder, where its tests run. */
    public static DeployedEnvironment of(Program program) {
        Map<String, String> variables = new TreeMap<>();
        Map<String, String> ofJvm = new TreeMap<>();
        for (Map.Entry<String, JsonElement> variable : rendering()
                .getAsJsonObject(program.name().toLowerCase(Locale.ROOT))
                .entrySet()) {
            Map<String, String> reader = variable.getKey().startsWith("LANDFALL_") ? variables : ofJvm;
            reader.put(variable.getKey(), variable.getValue().getAsString());
        }
        if (!ofJvm.keySet().equals(Set.of("JAVA_TOOL_OPTIONS"))) {
            throw new IllegalArgumentException("Nobody reads some of " + ofJvm.keySet());
        }
        return new DeployedEnvironment(variables, ofJvm);
    }

    /** The same, and for every client a port of this machine at which nothing answers: enough to build the clients. */
    public Map<String, String> pointedAtNothing() {
        Map<String, String> environment = new HashMap<>(variables);
        environment.put("STORAGE_EMULATOR_HOST", "http://127.0.0.1:1");
        environment.put("BIGQUERY_EMULATOR_HOST", "http://127.0.0.1:1");
        environment.put("FIRESTORE_EMULATOR_HOST", "127.0.0.1:1");
        environment.put("PUBSUB_EMULATOR_HOST", "127.0.0.1:1");
        return environment;
    }

    private static JsonObject rendering() {
        try {
            return JsonParser.parseString(Files.readString(RENDERING)).getAsJsonObject();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + RENDERING.toAbsolutePath(), e);
        }
    }
}
