package dev.landfall.replicator.state;

import dev.landfall.replicator.delta.DeliveredPart;
import dev.landfall.replicator.delta.Extraction;
import java.util.List;

/** What the journal remembers of a delta's uploads. */
public record UploadRecord(List<DeliveredPart> parts, Extraction extraction) {
    public UploadRecord {
        parts = List.copyOf(parts);
    }
}
