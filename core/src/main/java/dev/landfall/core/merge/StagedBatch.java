package dev.landfall.core.merge;

import dev.landfall.core.landing.LandingPath;
import dev.landfall.core.ledger.BatchRecord;
import dev.landfall.core.sql.StagedRows;
import dev.landfall.core.table.TableSchema;

/** A batch and the schema that its load job gave the staging table. */
public record StagedBatch(BatchRecord batch, TableSchema schema) {
    /** The columns that are data: all but the sequence of the names, which no column of the target may be taken from. */
    TableSchema data() {
        return new TableSchema(schema.columns().stream()
                .filter(column -> !batch.content().layout().carriesSequence()
                        || !column.name().equals(LandingPath.SEQUENCE_KEY))
                .toList());
    }

    StagedRows rows() {
        return new StagedRows(batch.staging(), data(), batch.content().sequence(), LandingPath.SEQUENCE_KEY);
    }
}
