package dev.landfall.endtoend.demo;

/** The demo came to another result than it should; the message says which. */
final class DemoException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DemoException(String message) {
        super(message);
    }
}
