package dev.landfall.replicator;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Drops lines that begin with {@code SLF4J:}. JDBC drivers bring a logging facade of their own without anything behind
 * it, and each copy says so on standard error.
 */
final class DriverChatter extends OutputStream {
    private static final String CHATTER = "SLF4J:";

    private final PrintStream target;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    private DriverChatter(PrintStream target) {
        this.target = target;
    }

    static PrintStream dropFrom(PrintStream target) {
        return new PrintStream(new DriverChatter(target), true, StandardCharsets.UTF_8);
    }

    @Override
    public synchronized void write(int oneByte) {
        line.write(oneByte);
        if (oneByte == '\n') {
            release();
        }
    }

    /** Text without an end of line is let through too, unless it may become chatter. */
    @Override
    public synchronized void flush() {
        String text = line.toString(StandardCharsets.UTF_8);
        if (!CHATTER.startsWith(text) && !text.startsWith(CHATTER)) {
            release();
        }
        target.flush();
    }

    private void release() {
        String text = line.toString(StandardCharsets.UTF_8);
        line.reset();
        if (!text.startsWith(CHATTER)) {
            target.print(text);
        }
    }

    @Override
    public void close() {
        release();
        target.flush();
    }
}
