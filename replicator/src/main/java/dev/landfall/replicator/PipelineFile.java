package dev.landfall.replicator;

import dev.landfall.core.table.TableId;
import dev.landfall.replicator.failure.Failure;
import dev.landfall.replicator.failure.ReplicationException;
import dev.landfall.replicator.pipeline.Pipeline;
import dev.landfall.replicator.pipeline.PipelineException;
import dev.landfall.replicator.pipeline.PipelineParser;
import dev.landfall.replicator.pipeline.PipelineTable;
import dev.landfall.replicator.source.jdbc.JdbcCatalog;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that every command about a pipeline file has, and what they name. */
public final class PipelineFile {
    private final Map<String, String> variables;

    @Option(names = "--pipeline", required = true, paramLabel = "FILE", description = "The pipeline file (YAML).")
    private Path file = Path.of("");

    @Option(
            names = "--environment",
            paramLabel = "NAME",
            description = "One of the file's environments. Default: $$LANDFALL_ENVIRONMENT.")
    private @Nullable String environment;

    /** @param variables of the environment: passwords, and the file's environment if no option names it */
    PipelineFile(Map<String, String> variables) {
        this.variables = Map.copyOf(variables);
    }

    Path file() {
        return file;
    }

    /** Parses the file; tables that patterns left out are named in {@code notes}. */
    Pipeline read(PrintWriter notes) {
        Pipeline pipeline = parse(file, variables, environment);
        pipeline.leftOut().forEach(notes::println);
        return pipeline;
    }

    /**
     * Parses a pipeline file; patterns ask the databases.
     *
     * @param environment one of the file's environments; null for the default
     * @throws PipelineException if anything in the file is wrong
     * @throws ReplicationException if a database does not answer
     */
    public static Pipeline parse(Path file, Map<String, String> variables, @Nullable String environment) {
        PipelineParser parser = new PipelineParser(variables).withCatalog(new JdbcCatalog());
        return (environment == null ? parser : parser.inEnvironment(environment)).parse(file);
    }

    /**
     * The tables of these names, or all, in the order of the names.
     *
     * @throws ReplicationException if the pipeline has no such table; it names those that it has
     */
    public static List<PipelineTable> chosen(Pipeline pipeline, List<String> names) {
        if (names.isEmpty()) {
            return pipeline.tables();
        }
        List<PipelineTable> chosen = new ArrayList<>();
        for (String name : names) {
            chosen.add(pipeline.tables().stream()
                    .filter(table -> table.spec().target().toString().equals(name))
                    .findFirst()
                    .orElseThrow(() -> ReplicationException.configuration(
                            "The pipeline has no table " + name + "; it has: " + targets(pipeline))));
        }
        return chosen;
    }

    /** One of the targets. */
    static TableId target(Pipeline pipeline, String name) {
        return chosen(pipeline, List.of(name)).get(0).spec().target();
    }

    private static String targets(Pipeline pipeline) {
        return pipeline.tables().stream()
                .map(table -> table.spec().target().toString())
                .collect(Collectors.joining(", "));
    }

    /** Runs a command; what is wrong with the file or the environment is exit code 2. */
    static int exitCode(PrintWriter errors, Callable<Integer> work) {
        try {
            return work.call();
        } catch (PipelineException e) {
            e.problems().forEach(errors::println);
            return Failure.CONFIGURATION.exitCode();
        } catch (ReplicationException e) {
            errors.println(e.getMessage());
            return e.failure().exitCode();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
