package dev.landfall.replicator.run;

import dev.landfall.core.table.TableId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run would do for one table now.
 *
 * @param state WOULD_DELIVER, NOTHING_NEW, BUSY or FAILED
 * @param route from where, by which way, to where
 * @param scope windows or numbers of files
 * @param query what would be read; null unless something was found
 * @param rows counted in the source; null if nobody asked
 * @param bytes exact for files, an estimate for rows; null if unknown
 * @param basis what the bytes rest on
 * @param error null unless failed
 */
public record TablePlan(
        TableId table,
        TableState state,
        String route,
        List<String> scope,
        @Nullable String query,
        @Nullable Long rows,
        @Nullable Long bytes,
        String basis,
        @Nullable String error) {

    public TablePlan {
        scope = List.copyOf(scope);
    }
}
