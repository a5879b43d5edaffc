package dev.landfall.cli;

import dev.landfall.core.table.TableId;
import dev.landfall.replicator.failure.ReplicationException;
import dev.landfall.replicator.pipeline.Pipeline;
import dev.landfall.replicator.pipeline.PipelineException;
import dev.landfall.replicator.pipeline.PipelineParser;
import dev.landfall.replicator.pipeline.PipelineTable;
import dev.landfall.replicator.source.jdbc.JdbcCatalog;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A pipeline file as a person names it on a command line, and tables of it. */
final class PipelineArgument {
    private PipelineArgument() {}

    /**
     * @param name one of the file's environments; null for the default
     * @throws UserError with one line per problem of the file
     */
    static Pipeline parse(Path file, Map<String, String> environment, @Nullable String name) {
        try {
            PipelineParser parser = new PipelineParser(environment).withCatalog(new JdbcCatalog());
            return (name == null ? parser : parser.inEnvironment(name)).parse(file);
        } catch (PipelineException e) {
            throw new UserError("the pipeline file is wrong" + System.lineSeparator()
                    + String.join(System.lineSeparator(), e.problems()));
        } catch (ReplicationException e) {
            throw new UserError(e.getMessage());
        }
    }

    /** The named tables, or all of them if none is named. */
    static List<PipelineTable> chosen(Pipeline pipeline, List<String> names) {
        if (names.isEmpty()) {
            return pipeline.tables();
        }
        List<TableId> wanted = names.stream().map(TableArgument::parse).toList();
        for (TableId table : wanted) {
            if (pipeline.tables().stream()
                    .noneMatch(entry -> entry.spec().target().equals(table))) {
                throw new UserError("The pipeline has no table " + table + "; it has: "
                        + String.join(
                                ", ",
                                pipeline.tables().stream()
                                        .map(entry -> entry.spec().target().toString())
                                        .toList()));
            }
        }
        return pipeline.tables().stream()
                .filter(entry -> wanted.contains(entry.spec().target()))
                .toList();
    }
}
