package dev.landfall.replicator.state;

import dev.landfall.core.table.TableId;
import dev.landfall.replicator.delta.DeliveredPart;
import dev.landfall.replicator.delta.Delta;
import dev.landfall.replicator.delta.DeltaHistory;
import dev.landfall.replicator.delta.Extraction;
import java.util.List;
import java.util.Optional;

/**
 * The durable memory of a replication. Each method is one transaction: after it returns, its effect survives any crash;
 * if it throws, nothing happened. All throw {@link dev.landfall.replicator.failure.ReplicationException}.
 */
public interface DeltaJournal extends DeltaHistory {

    /** The delta of this table that is not DONE; there is at most one. */
    Optional<Delta> unfinished(TableId table);

    /** The same, and counts another try of it. */
    Optional<Delta> resume(TableId table);

    /** Fixes scope and sequence of a new delta: PLANNED. Refused while another delta of the table is not DONE. */
    void plan(Delta delta);

    /** PLANNED to UPLOADED: remembers what landed. */
    void uploaded(Delta delta, List<DeliveredPart> parts, Extraction extraction);

    /** What landed of an UPLOADED delta, in order. */
    UploadRecord uploads(Delta delta);

    /** UPLOADED to DONE; for a delta of rows, the watermark moves to the window's end with it, never back. */
    void done(Delta delta);
}
