package dev.landfall.migration.validation;

import dev.landfall.core.table.TableId;
import java.time.LocalDateTime;
import java.util.Optional;

/** What is known of the deltas of a table: how far they reach, and how many are on their way. */
public interface Deliveries {
    /** Below this value of the watermark column everything was delivered to the landing bucket. */
    Optional<LocalDateTime> watermark(TableId table);

    /** Files that landed and are not in the target yet. */
    long filesOnTheirWay(TableId table);

    /** Nothing is known and nothing is on its way. */
    Deliveries NONE = new Deliveries() {
        @Override
        public Optional<LocalDateTime> watermark(TableId table) {
            return Optional.empty();
        }

        @Override
        public long filesOnTheirWay(TableId table) {
            return 0;
        }
    };
}
