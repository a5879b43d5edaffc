package dev.landfall.cli;

import org.jspecify.annotations.Nullable;

/** Something the user can put right; the message says what and how. Ends a command with exit status 2. */
public final class UserError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UserError(@Nullable String message) {
        super(message == null ? "unknown" : message);
    }
}
