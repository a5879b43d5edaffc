package dev.landfall.replicator.extension;

import dev.landfall.replicator.delta.Delta;
import dev.landfall.replicator.delta.DeltaHistory;
import dev.landfall.replicator.delta.Extraction;
import dev.landfall.replicator.delta.PartSink;
import java.util.Optional;

/**
 * One source table. All methods throw {@link dev.landfall.replicator.failure.ReplicationException} naming the table.
 * Used by one thread.
 */
public interface DeltaSource extends AutoCloseable {

    /**
     * What changed since the deltas in {@code history}, or empty if nothing can have. Reads as little as possible and
     * changes nothing; both ends of the delta are fixed by the answer.
     */
    Optional<Delta> discover(DeltaHistory history);

    /** How many rows the delta has, if the source can tell without reading them; may be costly. */
    default Optional<Long> count(Delta delta) {
        return Optional.empty();
    }

    /**
     * Reads the delta and hands its parts over in order. The same delta over unchanged data gives the same parts, byte
     * by byte.
     */
    Extraction extract(Delta delta, PartSink parts);

    /** Everything that was discovered is durable in the landing bucket and in the state database. */
    default void delivered() {}

    @Override
    void close();
}
