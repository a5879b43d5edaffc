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
import java.util.TreeMap;

/**
 * What Terraform sets in a function's environment, as {@code terraform/tests/function-environment.json} has it. That
 * file is compared with what Terraform plans by {@code terraform/tests/environment.tftest.hcl}.
 *
 * @param variables sorted by name
 */
public record DeployedEnvironment(Map<String, String> variables) {
    private static final Path RENDERING = Path.of("../terraform/tests/function-environment.json");

    public DeployedEnvironment {
        variables = Collections.unmodifiableMap(new TreeMap<>(variables));
    }

    /** Read from a module's folder, where its tests run. */
    public static DeployedEnvironment of(Program program) {
        Map<String, String> variables = new TreeMap<>();
        for (Map.Entry<String, JsonElement> variable : rendering()
                .getAsJsonObject(program.name().toLowerCase(Locale.ROOT))
                .entrySet()) {
            variables.put(variable.getKey(), variable.getValue().getAsString());
        }
        return new DeployedEnvironment(variables);
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
