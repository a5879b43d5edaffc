package dev.landfall.replicator;

import dev.landfall.replicator.run.TableResult;
import java.util.List;

/** Prints results for people or programs. */
interface ResultPrinter {

    /** A table's turn is over. */
    void table(TableResult result);

    /** The run is over. */
    void summary(List<TableResult> results);
}
