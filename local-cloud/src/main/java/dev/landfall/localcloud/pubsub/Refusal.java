package dev.landfall.localcloud.pubsub;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;

/** The errors of the service, with its texts. */
final class Refusal {
    private Refusal() {}

    static StatusRuntimeException notFound(String resourceId) {
        return Status.NOT_FOUND
                .withDescription("Resource not found (resource=" + resourceId + ").")
                .asRuntimeException();
    }

    static StatusRuntimeException alreadyExists(String resourceId) {
        return Status.ALREADY_EXISTS
                .withDescription("Resource already exists in the project (resource=" + resourceId + ").")
                .asRuntimeException();
    }

    static StatusRuntimeException invalid(String message) {
        return Status.INVALID_ARGUMENT.withDescription(message).asRuntimeException();
    }

    /** What this local cloud does not do, named, instead of a guess. */
    static StatusRuntimeException unimplemented(String what) {
        return Status.UNIMPLEMENTED
                .withDescription("The local cloud does not implement " + what + ".")
                .asRuntimeException();
    }
}
