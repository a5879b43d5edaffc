package dev.landfall.core.failure;

/** Work is left that time will heal: a function that ends with it has its event delivered again. */
public final class LaterException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public LaterException(String message) {
        super(message);
    }
}
