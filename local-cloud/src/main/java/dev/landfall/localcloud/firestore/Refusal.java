package dev.landfall.localcloud.firestore;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;

/** The errors of the service, with its texts where client libraries or people rely on them. */
final class Refusal {
    private Refusal() {}

    static StatusRuntimeException invalid(String message) {
        return Status.INVALID_ARGUMENT.withDescription(message).asRuntimeException();
    }

    static StatusRuntimeException notFound(String message) {
        return Status.NOT_FOUND.withDescription(message).asRuntimeException();
    }

    static StatusRuntimeException alreadyExists(ResourcePath name) {
        return Status.ALREADY_EXISTS
                .withDescription("Document already exists: " + name)
                .asRuntimeException();
    }

    static StatusRuntimeException failedPrecondition(String message) {
        return Status.FAILED_PRECONDITION.withDescription(message).asRuntimeException();
    }

    /** What this local cloud does not do, named, instead of a guess. */
    static StatusRuntimeException unimplemented(String what) {
        return Status.UNIMPLEMENTED
                .withDescription("The local cloud does not implement " + what + ".")
                .asRuntimeException();
    }

    static StatusRuntimeException contention() {
        return Status.ABORTED
                .withDescription("Too much contention on these documents. Please try again.")
                .asRuntimeException();
    }

    /** The service's text when a lock was not to be had within its deadline. */
    static StatusRuntimeException lockTimeout() {
        return Status.ABORTED.withDescription("Transaction lock timeout.").asRuntimeException();
    }

    /** The Java client starts a transaction anew when it reads "transaction has expired". */
    static StatusRuntimeException transactionEnded() {
        return invalid("The referenced transaction has expired or is no longer valid.");
    }
}
