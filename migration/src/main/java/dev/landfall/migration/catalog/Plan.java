package dev.landfall.migration.catalog;

import dev.landfall.core.table.StorageFolder;
import dev.landfall.core.table.TableId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of the tables of a Hive.
 *
 * @param connection the name of the Hive in the pipeline file
 * @param copyTo where the files of initial loads are copied; null until somebody says
 */
public record Plan(
        String connection, @Nullable StorageFolder copyTo, List<PlannedTable> tables, List<LeftOut> leftOut) {
    /** A view, or a table whose name or description cannot be read: listed, not taken over. */
    public record LeftOut(String name, String reason) {}

    public Plan {
        tables = List.copyOf(tables);
        leftOut = List.copyOf(leftOut);
        Map<TableId, PlannedTable> targets = new HashMap<>();
        for (PlannedTable table : tables) {
            PlannedTable other = targets.putIfAbsent(table.target(), table);
            if (other != null) {
                throw new IllegalArgumentException("Both " + other.source() + " and " + table.source()
                        + " would become " + table.target() + ": give one of them another 'target'");
            }
        }
    }

    public Optional<PlannedTable> table(TableId target) {
        return tables.stream().filter(table -> table.target().equals(target)).findFirst();
    }
}
