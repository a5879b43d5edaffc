package dev.landfall.migration.validation.history;

import dev.landfall.migration.validation.comparison.Level;
import dev.landfall.migration.validation.comparison.Outcome;
import dev.landfall.migration.validation.comparison.ValidationResult;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of a validation.
 *
 * @param boundary as text, since it has no zone; null if all rows were compared
 */
public record PastValidation(
        Instant at,
        Level level,
        Outcome outcome,
        @Nullable String boundary,
        long sourceRows,
        long targetRows,
        int differingPartitions) {
    /** Of a result. */
    public static PastValidation of(ValidationResult result) {
        return new PastValidation(
                result.at(),
                result.level(),
                result.outcome(),
                result.boundary() == null ? null : result.boundary().toString(),
                result.sourceRows(),
                result.targetRows(),
                result.differingPartitions().size());
    }

    /** True if it proved that the rows are equal; equal counts prove nothing. */
    public boolean provedEqual() {
        return outcome == Outcome.EQUAL && level != Level.COUNT;
    }
}
