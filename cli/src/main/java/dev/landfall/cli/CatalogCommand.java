package dev.landfall.cli;

import dev.landfall.core.table.TableId;
import dev.landfall.migration.catalog.Plan;
import dev.landfall.migration.catalog.PlanReader;
import dev.landfall.migration.catalog.PlannedTable;
import dev.landfall.replicator.pipeline.Dialect;
import dev.landfall.replicator.pipeline.JdbcConnection;
import dev.landfall.replicator.pipeline.PipelineException;
import dev.landfall.replicator.pipeline.PipelineParser;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code landfall catalog crawl|diff|ddl}: what Hive has, and what becomes of it. */
@Command(
        name = "catalog",
        mixinStandardHelpOptions = true,
        description = "Reads Hive's tables into a plan to review; compares and creates targets by it.")
final class CatalogCommand implements Runnable {
    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getErr());
    }

    static Plan read(Path file) {
        try {
            return PlanReader.read(file);
        } catch (PipelineException e) {
            throw new UserError(e.getMessage());
        }
    }

    /** The tables of a plan that a person named by target; all if none was named. */
    static List<PlannedTable> selected(Plan plan, Path file, List<String> names) {
        if (names.isEmpty()) {
            return plan.tables();
        }
        return names.stream()
                .map(name -> {
                    TableId id = TableArgument.parse(name);
                    return plan.table(id).orElseThrow(() -> new UserError("Plan " + file + " has no target " + id));
                })
                .toList();
    }

    static Map.Entry<String, JdbcConnection> hive(Deployment deployment, Path pipeline, @Nullable String wanted) {
        Map<String, JdbcConnection> all;
        try {
            all = new TreeMap<>(new PipelineParser(deployment.environment())
                    .connections(pipeline)
                    .databases());
            all.values().removeIf(database -> !database.dialect().equals(Dialect.HIVE));
        } catch (PipelineException e) {
            throw new UserError(e.getMessage());
        }
        if (wanted == null && all.size() == 1) {
            return all.entrySet().iterator().next();
        }
        JdbcConnection connection = wanted == null ? null : all.get(wanted);
        if (connection == null) {
            throw new UserError("File " + pipeline + " has "
                    + (wanted == null ? "not exactly one connection of kind hive" : "no Hive connection " + wanted)
                    + ": name one of " + all.keySet() + " with --connection");
        }
        return Map.entry(connection.name(), connection);
    }

    static Predicate<String> chosen(List<String> patterns) {
        if (patterns.isEmpty()) {
            return name -> true;
        }
        List<Pattern> all = patterns.stream()
                .map(pattern ->
                        Pattern.compile(Pattern.quote(pattern).replace("*", "\\E.*\\Q"), Pattern.CASE_INSENSITIVE))
                .toList();
        return name -> all.stream().anyMatch(pattern -> pattern.matcher(name).matches());
    }

    static <T> T argument(Supplier<T> parsing) {
        try {
            return parsing.get();
        } catch (IllegalArgumentException e) {
            throw new UserError(e.getMessage());
        }
    }
}
