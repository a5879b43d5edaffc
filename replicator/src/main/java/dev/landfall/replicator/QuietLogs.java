package dev.landfall.replicator;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.logging.LogManager;

/**
 * Sets up {@code java.util.logging} so that a run prints what concerns its user: warnings on one line each, and nothing
 * of the libraries' habits. A setting of one's own ({@code -Djava.util.logging.config.file}) is left alone.
 */
public final class QuietLogs {
    private QuietLogs() {}

    /** To be called once, early in a main method. */
    public static void install() {
        if (System.getProperty("java.util.logging.config.file") != null
                || System.getProperty("java.util.logging.config.class") != null) {
            return;
        }
        try (InputStream settings = QuietLogs.class.getResourceAsStream("logging.properties")) {
            if (settings == null) {
                throw new IllegalStateException("logging.properties is missing from the jar of the replicator");
            }
            LogManager.getLogManager().readConfiguration(settings);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
