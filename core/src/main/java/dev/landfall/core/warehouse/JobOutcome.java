package dev.landfall.core.warehouse;

import dev.landfall.core.failure.ErrorDetail;
import dev.landfall.core.failure.FailureClass;

/** What became of a job that is done. */
public sealed interface JobOutcome {
    /**
     * Done without {@code errorResult}.
     *
     * @param rows written by a load job, 0 for a statement
     * @param inserted by a statement
     * @param updated by a statement
     * @param deleted by a statement
     */
    record Success(long rows, long inserted, long updated, long deleted) implements JobOutcome {
        /** A statement that changes no rows. */
        public static final Success DONE = new Success(0, 0, 0, 0);

        public static Success loaded(long rows) {
            return new Success(rows, 0, 0, 0);
        }

        public static Success changed(long inserted, long updated, long deleted) {
            return new Success(0, inserted, updated, deleted);
        }
    }

    /** Done with {@code errorResult}: nothing of it took effect, and its id is used up. */
    record Failure(FailureClass failureClass, ErrorDetail error) implements JobOutcome {}
}
