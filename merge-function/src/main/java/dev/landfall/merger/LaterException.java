package dev.landfall.merger;

/** Work is left that time will heal: the function fails, so that the message is delivered again. */
final class LaterException extends RuntimeException {
    private static final long serialVersionUID = 1;

    LaterException(String message) {
        super(message);
    }
}
