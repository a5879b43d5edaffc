package dev.landfall.core.merge;

import dev.landfall.core.table.TableId;
import dev.landfall.core.table.TableSchema;
import java.util.Optional;

/**
 * A target as a merge finds it.
 *
 * @param schema empty if there is no target yet
 * @param tombstones the side table for deletes
 * @param remembersDeletes true if that side table is there
 */
public record TargetState(Optional<TableSchema> schema, TableId tombstones, boolean remembersDeletes) {}
