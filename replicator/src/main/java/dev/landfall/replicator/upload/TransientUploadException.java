package dev.landfall.replicator.upload;

import java.io.IOException;

/** The service asked for patience or the connection broke: another try may succeed. */
public final class TransientUploadException extends IOException {
    public TransientUploadException(String message, Throwable cause) {
        super(message, cause);
    }
}
