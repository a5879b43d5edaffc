package dev.landfall.replicator.source.jdbc;

import dev.landfall.replicator.delta.Extraction;
import dev.landfall.replicator.window.Window;
import java.time.Duration;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/** Counts the rows that a window shares with the one before and with the next one. */
final class WindowEnds {
    private final @Nullable LocalDateTime watermark;
    private final LocalDateTime tailBegins;
    private long rows;
    private long below;
    private long tail;

    WindowEnds(Window window, Duration overlap) {
        this.watermark = window.watermark();
        this.tailBegins = window.upper().minus(overlap);
    }

    void count(@Nullable LocalDateTime value) {
        rows++;
        if (value == null) {
            return;
        }
        if (watermark != null && value.isBefore(watermark)) {
            below++;
        }
        if (!value.isBefore(tailBegins)) {
            tail++;
        }
    }

    boolean isEmpty() {
        return rows == 0;
    }

    Extraction.Overlap overlap() {
        return new Extraction.Overlap(below, tail);
    }
}
