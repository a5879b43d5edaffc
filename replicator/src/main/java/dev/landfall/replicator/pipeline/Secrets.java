package dev.landfall.replicator.pipeline;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads secrets from the environment; the file only names the variable. */
final class Secrets {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)}");

    private final Map<String, String> environment;

    Secrets(Map<String, String> environment) {
        this.environment = environment;
    }

    Secret read(Text text) {
        Matcher variable = VARIABLE.matcher(text.value());
        if (!variable.matches()) {
            throw text.problem(
                    "'" + text.key() + "' names an environment variable, ${NAME}; a secret does not belong here");
        }
        @Nullable String value = environment.get(variable.group(1));
        if (value == null) {
            throw text.problem("'" + text.key() + "': the environment variable " + variable.group(1) + " is not set");
        }
        return new Secret(value);
    }
}
