package dev.landfall.replicator.pipeline;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A pipeline file, checked.
 *
 * @param environment that was chosen; null if the file knows none
 * @param tables declared ones first, then those of templates; no target twice
 * @param databases connections by JDBC, by name
 * @param leftOut tables that a pattern found and that cannot be targets, one line each that says why
 */
public record Pipeline(
        @Nullable String environment,
        Landing landing,
        StateLocation state,
        List<PipelineTable> tables,
        Map<String, JdbcConnection> databases,
        List<String> leftOut) {
    public Pipeline {
        tables = List.copyOf(tables);
        databases = Map.copyOf(databases);
        leftOut = List.copyOf(leftOut);
    }

    /** The environment that was chosen, if the file knows any. */
    public Optional<String> environmentName() {
        return Optional.ofNullable(environment);
    }
}
