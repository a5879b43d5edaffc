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
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that every command about a pipeline file has. */
final class PipelineFile {
    @Option(names = "--pipeline", required = true, paramLabel = "FILE", description = "The pipeline file (YAML).")
    private Path file = Path.of("");

    @Option(
            names = "--environment",
            paramLabel = "NAME",
            description = "One of the file's environments. Default: $$LANDFALL_ENVIRONMENT.")
    private @Nullable String environment;

    Path file() {
        return file;
    }

    /** Parses the file; tables that patterns left out are named in {@code notes}. */
    Pipeline read(Map<String, String> variables, PrintWriter notes) {
        PipelineParser parser = new PipelineParser(variables).withCatalog(new JdbcCatalog());
        Pipeline pipeline = (environment == null ? parser : parser.inEnvironment(environment)).parse(file);
        pipeline.leftOut().forEach(notes::println);
        return pipeline;
    }

    /** The tables of these names, or all. */
    List<PipelineTable> chosen(Pipeline pipeline, List<String> names) {
        if (names.isEmpty()) {
            return pipeline.tables();
        }
        List<PipelineTable> chosen = new ArrayList<>();
        for (String name : names) {
            chosen.add(pipeline.tables().stream()
                    .filter(table -> table.spec().target().toString().equals(name))
                    .findFirst()
                    .orElseThrow(() -> ReplicationException.configuration(
                            "Pipeline " + file + " has no table " + name + "; it has: " + targets(pipeline))));
        }
        return chosen;
    }

    /** One of the targets. */
    TableId target(Pipeline pipeline, String name) {
        return chosen(pipeline, List.of(name)).get(0).spec().target();
    }

    private static List<TableId> targets(Pipeline pipeline) {
        return pipeline.tables().stream().map(table -> table.spec().target()).toList();
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
