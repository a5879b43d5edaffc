package dev.landfall.replicator.pipeline;

import java.util.List;

/** Everything that is wrong with a pipeline file, one line per problem, each with {@code file:line}. */
public final class PipelineException extends RuntimeException {
    private final List<String> problems;

    public PipelineException(List<String> problems) {
        super(String.join(System.lineSeparator(), problems));
        this.problems = List.copyOf(problems);
    }

    PipelineException(Place place, String problem) {
        this(List.of(place + ": " + problem));
    }

    /** In the order of the file. */
    public List<String> problems() {
        return problems;
    }
}
