package dev.landfall.gcp.bigquery;

import com.google.cloud.bigquery.BigQueryError;
import com.google.cloud.bigquery.BigQueryException;
import com.google.cloud.bigquery.JobStatus;
import dev.landfall.core.failure.ErrorDetail;
import dev.landfall.core.failure.FailureClass;
import dev.landfall.core.warehouse.JobOutcome;
import dev.landfall.core.warehouse.WarehouseException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** BigQuery's errors as Landfall's. Decided by reason and status code, never by text. */
final class Failures {
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERRORS = 500;
    private static final int MOST_MESSAGES = 3;

    private Failures() {}

    /** A request that was not taken. */
    static WarehouseException ofRequest(String what, BigQueryException e) {
        String reason = Objects.requireNonNullElse(e.getReason(), "http" + e.getCode());
        return new WarehouseException(
                classOf(e), new ErrorDetail(reason, what + ": " + e.getMessage(), advice(classOf(e))), e);
    }

    static FailureClass classOf(BigQueryException e) {
        @Nullable String reason = e.getReason();
        boolean noAnswer = e.getCode() == 0;
        if (reason != null && !noAnswer) {
            return FailureClass.ofRequest(reason);
        }
        return noAnswer || e.getCode() == TOO_MANY_REQUESTS || e.getCode() >= SERVER_ERRORS
                ? FailureClass.RETRY
                : FailureClass.CONFIGURATION;
    }

    /** A job that is done with an {@code errorResult}; the first of its other errors often name the file or row. */
    static JobOutcome.Failure ofJob(String jobId, JobStatus status) {
        BigQueryError result = status.getError();
        FailureClass failureClass = FailureClass.ofJob(result.getReason());
        Set<String> messages = new LinkedHashSet<>();
        messages.add(result.getMessage());
        @Nullable List<BigQueryError> others = status.getExecutionErrors();
        if (others != null) {
            others.stream().map(BigQueryError::getMessage).limit(MOST_MESSAGES).forEach(messages::add);
        }
        return new JobOutcome.Failure(
                failureClass,
                new ErrorDetail(
                        result.getReason(), "Job " + jobId + ": " + String.join("; ", messages), advice(failureClass)));
    }

    private static String advice(FailureClass failureClass) {
        return switch (failureClass) {
            case RETRY -> "Nothing to do: it is tried again by itself";
            case LATER -> "Nothing to do: it is tried again later; if it stays, raise the quota";
            case POISON -> "Correct the file and drop it again, or correct the table and retry the file";
            case CONFIGURATION -> "Check that the dataset exists and that the function may write to it";
        };
    }
}
