package dev.landfall.core.merge;

import dev.landfall.core.table.TableId;
import dev.landfall.core.table.TableSchema;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A target as a merge finds it.
 *
 * @param schema empty if there is no target yet
 * @param tombstones the side table for deletes
 * @param remembered the schema of the side table; empty if there is none yet
 * @param snapshot the greatest sequence of the staged files and of all that were merged before; null for modes that do
 *     not replace
 */
public record TargetState(
        Optional<TableSchema> schema,
        TableId tombstones,
        Optional<TableSchema> remembered,
        @Nullable Long snapshot) {}
