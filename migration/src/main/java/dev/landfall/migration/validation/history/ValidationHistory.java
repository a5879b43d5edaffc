package dev.landfall.migration.validation.history;

import dev.landfall.core.table.TableId;
import java.util.List;

/** The validations of each table, the newest last. Those of a single partition or condition are not kept. */
public interface ValidationHistory {
    /** How many are kept of one table. */
    int KEPT = 50;

    void add(TableId table, PastValidation validation);

    /** Empty if the table was never validated. */
    List<PastValidation> of(TableId table);
}
