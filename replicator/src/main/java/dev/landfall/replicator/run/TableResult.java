package dev.landfall.replicator.run;

import dev.landfall.core.table.TableId;
import dev.landfall.replicator.delta.DeliveredPart;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run did for one table.
 *
 * @param scope windows or numbers of files, in the order they were delivered; who works on a busy table
 * @param query what is read; null unless something was found
 * @param rows null where files are shipped as they are
 * @param rowsWithoutWatermark rows of the source that no window finds; null if not counted
 * @param rowsAhead rows at or beyond the window's end; null if not counted
 * @param error null unless failed
 */
public record TableResult(
        TableId table,
        TableState state,
        List<String> scope,
        @Nullable String query,
        int files,
        @Nullable Long rows,
        long bytes,
        @Nullable Long rowsWithoutWatermark,
        @Nullable Long rowsAhead,
        @Nullable String error) {

    public TableResult {
        scope = List.copyOf(scope);
    }

    static TableResult nothingNew(TableId table) {
        return new TableResult(table, TableState.NOTHING_NEW, List.of(), null, 0, 0L, 0, null, null, null);
    }

    static TableResult busy(TableId table, String holder) {
        return new TableResult(table, TableState.BUSY, List.of("replica " + holder), null, 0, 0L, 0, null, null, null);
    }

    static TableResult failed(TableId table, String error) {
        return new TableResult(table, TableState.FAILED, List.of(), null, 0, null, 0, null, null, error);
    }

    static @Nullable Long rows(List<DeliveredPart> parts) {
        long sum = 0;
        for (DeliveredPart part : parts) {
            Long rows = part.rows();
            if (rows == null) {
                return null;
            }
            sum += rows;
        }
        return sum;
    }
}
