package dev.landfall.cli;

import dev.landfall.replicator.PipelineFile;
import dev.landfall.replicator.failure.ReplicationException;
import dev.landfall.replicator.pipeline.Pipeline;
import dev.landfall.replicator.pipeline.PipelineException;
import dev.landfall.replicator.pipeline.PipelineTable;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A pipeline file where it is not what the command is about; what is wrong with it is the user's error. */
final class PipelineArgument {
    private PipelineArgument() {}

    /**
     * @param name one of the file's environments; null for the default
     * @throws UserError with one line per problem of the file
     */
    static Pipeline parse(Path file, Map<String, String> environment, @Nullable String name) {
        try {
            return PipelineFile.parse(file, environment, name);
        } catch (PipelineException e) {
            throw new UserError("the pipeline file is wrong" + System.lineSeparator()
                    + String.join(System.lineSeparator(), e.problems()));
        } catch (ReplicationException e) {
            throw new UserError(e.getMessage());
        }
    }

    /** The named tables, or all of them if none is named. */
    static List<PipelineTable> chosen(Pipeline pipeline, List<String> names) {
        try {
            return PipelineFile.chosen(pipeline, names);
        } catch (ReplicationException e) {
            throw new UserError(e.getMessage());
        }
    }
}
