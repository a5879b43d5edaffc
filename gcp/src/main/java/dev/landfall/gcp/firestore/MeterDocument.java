package dev.landfall.gcp.firestore;

import dev.landfall.core.budget.JobMeter;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@code counters/load_jobs_<shard>}, and the same in a table's document. */
final class MeterDocument {
    private MeterDocument() {}

    static Map<String, Object> write(JobMeter meter) {
        return Map.of("level", meter.level(), "at", Fields.timestamp(meter.at()));
    }

    static JobMeter read(String id, Map<String, Object> values) {
        return read(new Fields("counters/" + id, values));
    }

    static JobMeter read(Fields fields) {
        @Nullable Object level = fields.values().get("level");
        @Nullable Instant at = fields.time("at");
        return level instanceof Number number
                ? new JobMeter(number.doubleValue(), Objects.requireNonNullElse(at, Instant.EPOCH))
                : JobMeter.EMPTY;
    }
}
