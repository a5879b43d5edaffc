package dev.landfall.endtoend.process;

/** A child process could not be started, did not become ready, or ended by itself; the message says which and where. */
public final class ProcessFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ProcessFailedException(String message) {
        super(message);
    }

    public ProcessFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
