package dev.landfall.localcloud.bigquery.quota;

import dev.landfall.localcloud.bigquery.job.Operation;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;

/**
 * How long jobs take besides the work that is done here.
 *
 * @param pending before a job may start
 * @param load a load job
 * @param query a SELECT
 * @param dml an INSERT, UPDATE, DELETE or MERGE statement, from its turn in the table's queue
 * @param ddl any other statement that changes a table
 */
public record JobLatency(Duration pending, Duration load, Duration query, Duration dml, Duration ddl) {
    /** Jobs take as long as they take here. */
    public static final JobLatency NONE =
            new JobLatency(Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO);

    public JobLatency {
        for (Duration duration : new Duration[] {pending, load, query, dml, ddl}) {
            if (duration.isNegative()) {
                throw new IllegalArgumentException("A latency cannot be negative: " + duration);
            }
        }
    }

    /**
     * Reads {@code load=PT4S,dml=PT3S}: any of pending, load, query, dml and ddl, each with a duration.
     *
     * @throws IllegalArgumentException naming what is wrong
     */
    public static JobLatency parse(String text) {
        Map<String, Duration> given = new HashMap<>();
        for (String part : text.split(",")) {
            String[] pair = part.strip().split("=", 2);
            try {
                given.put(pair[0], Duration.parse(pair.length == 2 ? pair[1] : ""));
            } catch (DateTimeParseException e) {
                throw new IllegalArgumentException(
                        "'" + part + "' in the latency '" + text + "' does not have the form of load=PT4S", e);
            }
        }
        JobLatency latency = new JobLatency(
                take(given, "pending"),
                take(given, "load"),
                take(given, "query"),
                take(given, "dml"),
                take(given, "ddl"));
        if (!given.isEmpty()) {
            throw new IllegalArgumentException("The latency '" + text + "' names " + given.keySet()
                    + "; there are pending, load, query, dml and ddl");
        }
        return latency;
    }

    private static Duration take(Map<String, Duration> given, String name) {
        Duration duration = given.remove(name);
        return duration == null ? Duration.ZERO : duration;
    }

    Duration of(Operation operation) {
        return switch (operation.kind()) {
            case LOAD -> load;
            case QUERY -> query;
            case INSERT, MUTATION -> dml;
            case DDL -> ddl;
            case BEGIN, OTHER -> Duration.ZERO;
        };
    }
}
