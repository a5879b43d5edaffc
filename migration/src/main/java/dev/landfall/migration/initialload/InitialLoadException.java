package dev.landfall.migration.initialload;

import org.jspecify.annotations.Nullable;

/** An initial load that cannot go on; the message says what, where, and what to do. */
public final class InitialLoadException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public InitialLoadException(String message) {
        this(message, null);
    }

    public InitialLoadException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
