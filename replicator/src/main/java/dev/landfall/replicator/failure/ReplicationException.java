package dev.landfall.replicator.failure;

import org.jspecify.annotations.Nullable;

/** A failure with a message made for people: the thing, the value, the place and the next move. */
public final class ReplicationException extends RuntimeException {
    private final Failure failure;

    public ReplicationException(Failure failure, String message) {
        this(failure, message, null);
    }

    public ReplicationException(Failure failure, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.failure = failure;
    }

    public static ReplicationException configuration(String message) {
        return new ReplicationException(Failure.CONFIGURATION, message);
    }

    public static ReplicationException source(String message) {
        return new ReplicationException(Failure.SOURCE, message);
    }

    public static ReplicationException source(String message, Throwable cause) {
        return new ReplicationException(Failure.SOURCE, message, cause);
    }

    public static ReplicationException landing(String message) {
        return new ReplicationException(Failure.LANDING, message);
    }

    public static ReplicationException landing(String message, Throwable cause) {
        return new ReplicationException(Failure.LANDING, message, cause);
    }

    public static ReplicationException state(String message, Throwable cause) {
        return new ReplicationException(Failure.STATE, message, cause);
    }

    public Failure failure() {
        return failure;
    }
}
