package dev.landfall.replicator.delta;

import dev.landfall.core.table.TableId;

/** Names a delta: {@code <dataset>.<table>@<sequence>}. The same delta has the same id in every try. */
public record DeltaId(String value) {

    public static DeltaId of(TableId table, long sequence) {
        return new DeltaId(table + "@" + sequence);
    }

    @Override
    public String toString() {
        return value;
    }
}
