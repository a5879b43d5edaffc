package dev.landfall.gcp.firestore;

import dev.landfall.core.ledger.BatchId;
import dev.landfall.core.ledger.FileHistory;
import dev.landfall.core.ledger.FileState;
import dev.landfall.core.ledger.FileStep;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The list {@code history} of a file: one map per step, without what the step does not have. */
final class FileSteps {
    private FileSteps() {}

    static List<Map<String, Object>> write(FileHistory history) {
        return history.steps().stream().map(FileSteps::write).toList();
    }

    private static Map<String, Object> write(FileStep step) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("state", step.state().name());
        map.put("at", Fields.timestamp(step.at()));
        if (step.batch() != null) {
            map.put("batch", step.batch().value());
        }
        if (step.job() != null) {
            map.put("job", step.job());
        }
        if (step.error() != null) {
            map.put("error", step.error());
        }
        return map;
    }

    static FileHistory read(List<Fields> steps) {
        return new FileHistory(steps.stream().map(FileSteps::read).toList());
    }

    private static FileStep read(Fields step) {
        @Nullable Instant at = step.time("at");
        @Nullable String batch = step.textOrNull("batch");
        return new FileStep(
                FileState.valueOf(step.text("state")),
                at == null ? Instant.EPOCH : at,
                batch == null ? null : new BatchId(batch),
                step.textOrNull("job"),
                step.textOrNull("error"));
    }
}
