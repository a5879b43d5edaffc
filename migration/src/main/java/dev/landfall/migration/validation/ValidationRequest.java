package dev.landfall.migration.validation;

import dev.landfall.migration.validation.comparison.Level;
import dev.landfall.migration.validation.comparison.SearchLimits;
import dev.landfall.migration.validation.side.ComparedTable;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * What to compare of every table.
 *
 * @param asOf rows of this watermark or later are left out; null to take it from the replicator's state
 * @param allRows true to compare rows that may be on their way, too
 */
public record ValidationRequest(
        Level level,
        SearchLimits limits,
        @Nullable LocalDateTime asOf,
        boolean allRows,
        ComparedTable.Choices choices) {
    /** Down to keys, as fresh as the replicator's state says. */
    public static final ValidationRequest DEFAULT =
            new ValidationRequest(Level.ROWS, SearchLimits.DEFAULT, null, false, ComparedTable.Choices.NONE);
}
