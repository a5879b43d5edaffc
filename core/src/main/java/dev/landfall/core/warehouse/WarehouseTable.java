package dev.landfall.core.warehouse;

import dev.landfall.core.table.ColumnName;
import dev.landfall.core.table.TableSchema;
import java.util.List;

/**
 * A table as it stands.
 *
 * @param primaryKey empty if none is declared
 */
public record WarehouseTable(TableSchema schema, List<ColumnName> primaryKey) {
    public WarehouseTable {
        primaryKey = List.copyOf(primaryKey);
    }
}
