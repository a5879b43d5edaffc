package dev.landfall.core.ledger;

import dev.landfall.core.failure.ErrorDetail;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One step in the life of a file, as its history keeps it.
 *
 * @param batch that the step put it into, if it did
 * @param job that the step names, if there is one
 * @param error why the step was taken, {@code reason: message}, if something had gone wrong; cut short
 */
public record FileStep(
        FileState state,
        Instant at,
        @Nullable BatchId batch,
        @Nullable String job,
        @Nullable String error) {
    private static final int LONGEST_ERROR = 300;

    public FileStep {
        if (error != null && error.length() > LONGEST_ERROR) {
            error = error.substring(0, LONGEST_ERROR) + "...";
        }
    }

    static FileStep into(FileState state, Instant at) {
        return new FileStep(state, at, null, null, null);
    }

    FileStep in(BatchId other) {
        return new FileStep(state, at, other, job, error);
    }

    FileStep by(String other) {
        return new FileStep(state, at, batch, other, error);
    }

    FileStep because(ErrorDetail why) {
        return new FileStep(state, at, batch, job, why.reason() + ": " + why.message());
    }
}
