package dev.landfall.replicator.run;

import dev.landfall.core.table.TableId;
import dev.landfall.replicator.delta.DeliveredPart;
import dev.landfall.replicator.delta.Delta;

/** Hears and says nothing. */
final class SilentListener implements RunListener {
    @Override
    public void started(TableId table) {}

    @Override
    public void resuming(Delta delta) {}

    @Override
    public void delivered(TableId table, DeliveredPart part) {}

    @Override
    public void finished(TableResult result) {}
}
