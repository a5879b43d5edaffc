package dev.landfall.core.spec;

import dev.landfall.core.ledger.Ledger;
import dev.landfall.core.ledger.TableRecord;
import dev.landfall.core.table.NearestTables;
import dev.landfall.core.table.TableId;
import dev.landfall.core.table.TableSpec;
import dev.landfall.core.warehouse.Warehouse;
import dev.landfall.core.warehouse.WarehouseTable;
import java.util.List;
import java.util.Optional;

/**
 * Finds the spec of a table: the one applied to the ledger, else what the target itself says (merge by its PRIMARY KEY,
 * append if it has none). Thread-safe.
 */
public final class TableSpecs {
    private final Ledger ledger;
    private final Warehouse warehouse;

    public TableSpecs(Ledger ledger, Warehouse warehouse) {
        this.ledger = ledger;
        this.warehouse = warehouse;
    }

    /** Empty if the table is known neither here nor there. */
    public Optional<TableSpec> of(TableId id) {
        Optional<TableSpec> applied = ledger.table(id).flatMap(table -> Optional.ofNullable(table.spec()));
        return applied.isPresent() ? applied : warehouse.table(id).map(target -> ofTarget(id, target));
    }

    /** Tables with a spec whose names are like this one. */
    public List<TableId> nearest(TableId id) {
        return NearestTables.to(
                id,
                ledger.tables().stream()
                        .filter(table -> table.spec() != null)
                        .map(TableRecord::id)
                        .toList());
    }

    private static TableSpec ofTarget(TableId id, WarehouseTable target) {
        return target.primaryKey().isEmpty()
                ? TableSpec.append(id)
                : TableSpec.merge(id, target.primaryKey(), List.of());
    }
}
