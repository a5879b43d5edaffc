package dev.landfall.replicator.run;

import dev.landfall.core.table.TableId;
import dev.landfall.replicator.delta.DeliveredPart;
import dev.landfall.replicator.delta.Delta;

/** Hears how a run goes on; called by several threads. */
public interface RunListener {

    /** A table's turn begins. */
    void started(TableId table);

    /** A delta that an earlier run left is taken up again. */
    void resuming(Delta delta);

    /** A part landed. */
    void delivered(TableId table, DeliveredPart part);

    /** A table's turn is over. */
    void finished(TableResult result);
}
