package dev.landfall.loader;

/** Work is left that time will heal: the function fails, so that the event is delivered again. */
final class LaterException extends RuntimeException {
    private static final long serialVersionUID = 1;

    LaterException(String message) {
        super(message);
    }
}
