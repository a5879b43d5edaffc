package dev.landfall.core.status;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One JSON line per transition, in the shape that Cloud Logging reads from standard output: {@code severity} and
 * {@code message}, and whatever of table, file, batch and job the transition is about. Thread-safe.
 */
public final class TransitionLog {
    private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

    private final PrintStream out;

    public TransitionLog(PrintStream out) {
        this.out = out;
    }

    /** Cloud Logging's severities, as far as they are used. */
    public enum Severity {
        INFO,
        WARNING,
        ERROR
    }

    /** @param fields names and values in turn, {@code "table", table, "batch", batch} */
    public void info(String message, Object... fields) {
        write(Severity.INFO, message, fields);
    }

    public void warning(String message, Object... fields) {
        write(Severity.WARNING, message, fields);
    }

    public void error(String message, Object... fields) {
        write(Severity.ERROR, message, fields);
    }

    private void write(Severity severity, String message, Object... fields) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("severity", severity.name());
        line.put("message", message);
        for (int i = 0; i + 1 < fields.length; i += 2) {
            Object value = fields[i + 1];
            line.put(fields[i].toString(), value instanceof Number ? value : value.toString());
        }
        out.println(GSON.toJson(line));
    }
}
