package dev.landfall.migration.validation.history;

import com.google.cloud.firestore.DocumentReference;
import com.google.cloud.firestore.DocumentSnapshot;
import com.google.cloud.firestore.Firestore;
import dev.landfall.core.table.TableId;
import dev.landfall.migration.validation.comparison.Level;
import dev.landfall.migration.validation.comparison.Outcome;
import dev.landfall.migration.validation.failure.ValidationException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Next to the ledger, one document per table: {@code validations/<dataset>.<table>}. The ledger's database is what every
 * operator and scheduler can reach; the replicator's state is locked while it runs.
 */
public final class FirestoreValidationHistory implements ValidationHistory {
    private static final String COLLECTION = "validations";
    private static final String RUNS = "runs";

    private final Firestore firestore;

    /** The caller closes the client. */
    public FirestoreValidationHistory(Firestore firestore) {
        this.firestore = firestore;
    }

    @Override
    public void add(TableId table, PastValidation validation) {
        DocumentReference document = document(table);
        get(firestore.runTransaction(transaction -> {
            List<Map<String, Object>> runs =
                    new ArrayList<>(runs(transaction.get(document).get()));
            runs.add(write(validation));
            transaction.set(
                    document,
                    Map.of(
                            "table",
                            table.toString(),
                            RUNS,
                            runs.subList(Math.max(0, runs.size() - KEPT), runs.size())));
            return true;
        }));
    }

    @Override
    public List<PastValidation> of(TableId table) {
        return runs(get(document(table).get())).stream()
                .map(FirestoreValidationHistory::read)
                .toList();
    }

    private DocumentReference document(TableId table) {
        return firestore.collection(COLLECTION).document(table.toString());
    }

    @SuppressWarnings("unchecked") // an array of maps is all that is ever written
    private static List<Map<String, Object>> runs(DocumentSnapshot document) {
        return document.exists() && document.get(RUNS) instanceof List<?> runs
                ? (List<Map<String, Object>>) runs
                : List.of();
    }

    private static Map<String, Object> write(PastValidation validation) {
        Map<String, Object> run = new HashMap<>();
        run.put("at", validation.at().toString());
        run.put("level", validation.level().word());
        run.put("outcome", validation.outcome().name());
        if (validation.boundary() != null) {
            run.put("boundary", validation.boundary());
        }
        run.put("sourceRows", validation.sourceRows());
        run.put("targetRows", validation.targetRows());
        run.put("differingPartitions", validation.differingPartitions());
        return run;
    }

    private static PastValidation read(Map<String, Object> run) {
        Object boundary = run.get("boundary");
        return new PastValidation(
                Instant.parse(text(run, "at")),
                Level.valueOf(text(run, "level").toUpperCase(java.util.Locale.ROOT)),
                Outcome.valueOf(text(run, "outcome")),
                boundary == null ? null : boundary.toString(),
                number(run, "sourceRows"),
                number(run, "targetRows"),
                Math.toIntExact(number(run, "differingPartitions")));
    }

    private static String text(Map<String, Object> run, String field) {
        return Objects.requireNonNull(run.get(field), field).toString();
    }

    private static long number(Map<String, Object> run, String field) {
        @Nullable Object value = run.get(field);
        return value instanceof Number number ? number.longValue() : 0;
    }

    private static <T> T get(Future<T> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ValidationException("The history of validations was interrupted", e);
        } catch (ExecutionException e) {
            throw new ValidationException(
                    "The history of validations in Firestore cannot be reached: "
                            + Objects.requireNonNullElse(e.getCause(), e).getMessage(),
                    e);
        }
    }
}
