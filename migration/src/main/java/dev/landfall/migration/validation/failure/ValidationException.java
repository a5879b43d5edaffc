package dev.landfall.migration.validation.failure;

import org.jspecify.annotations.Nullable;

/** A comparison that could not be made, with a message for people: what, where, and what to do. */
public final class ValidationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ValidationException(String message) {
        super(message);
    }

    public ValidationException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
