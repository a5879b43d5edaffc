package dev.landfall.cli;

import dev.landfall.core.ledger.LedgerView;
import dev.landfall.core.table.TableId;
import dev.landfall.migration.validation.Deliveries;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Watermarks as the replicator's state had them when the command began; files on their way as the ledger has them now. */
final class KnownDeliveries implements Deliveries {
    private final Map<TableId, LocalDateTime> watermarks = new HashMap<>();
    private final LedgerView ledger;

    KnownDeliveries(Map<TableId, LocalDateTime> watermarks, LedgerView ledger) {
        this.watermarks.putAll(watermarks);
        this.ledger = ledger;
    }

    @Override
    public Optional<LocalDateTime> watermark(TableId table) {
        return Optional.ofNullable(watermarks.get(table));
    }

    @Override
    public long filesOnTheirWay(TableId table) {
        return ledger.counts(List.of(table)).values().stream()
                .mapToLong(counts -> counts.backlog())
                .sum();
    }
}
