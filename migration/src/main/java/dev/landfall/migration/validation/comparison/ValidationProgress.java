package dev.landfall.migration.validation.comparison;

import dev.landfall.core.table.TableId;

/** Hears what a validation does. */
@FunctionalInterface
public interface ValidationProgress {
    /** Hears nothing. */
    ValidationProgress SILENT = (table, step) -> {};

    /** @param step what begins now, as a sentence without a full stop */
    void step(TableId table, String step);
}
