package dev.landfall.replicator.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class WindowRuleTest {
    private static final LocalDateTime NOON = LocalDateTime.parse("2026-03-01T12:00:00.123456789");

    @Test
    void firstWindowHasNoLowerBoundAndEndsAtTheClockLessSettle() {
        Window window = new WindowRule(Duration.ofMinutes(5), Duration.ofSeconds(30))
                .next(Optional.empty(), NOON)
                .orElseThrow();

        assertThat(window.isFirst()).isTrue();
        assertThat(window.upper()).isEqualTo("2026-03-01T11:59:30.123456");
        assertThat(window.sequence()).isEqualTo(1_772_366_370_123_456L);
    }

    @Test
    void nextWindowReachesBackByTheOverlap() {
        LocalDateTime watermark = LocalDateTime.parse("2026-03-01T11:00");
        Window window = new WindowRule(Duration.ofMinutes(5), Duration.ZERO)
                .next(Optional.of(watermark), NOON)
                .orElseThrow();

        assertThat(window.lowerBound()).contains(LocalDateTime.parse("2026-03-01T10:55"));
        assertThat(window.watermark()).isEqualTo(watermark);
    }

    @Test
    void noWindowUnlessTheClockPassedTheWatermark() {
        WindowRule rule = new WindowRule(Duration.ZERO, Duration.ofMinutes(1));

        assertThat(rule.next(Optional.of(NOON.minusMinutes(1).withNano(123_456_000)), NOON))
                .isEmpty();
        assertThat(rule.next(Optional.of(NOON.plusHours(1)), NOON)).isEmpty();
    }

    @Test
    void aClockBefore1970IsRefusedSinceSequencesArePositive() {
        assertThatThrownBy(() -> new WindowRule(Duration.ZERO, Duration.ZERO)
                        .next(Optional.empty(), LocalDateTime.parse("1969-12-31T00:00")))
                .hasMessageContaining("is the clock of the source right?");
    }

    static LongStream seeds() {
        return LongStream.range(0, 200);
    }

    /**
     * Rows are stamped by a writer's clock and become visible later, at most {@code overlap + settle} after their stamp;
     * many have the same stamp. Every row must be in some window that is read after it became visible.
     */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void noRowIsMissedWhileLatenessStaysWithinOverlapAndSettle(long seed) {
        Random random = new Random(seed);
        Duration overlap = Duration.ofSeconds(random.nextInt(20));
        Duration settle = Duration.ofSeconds(random.nextInt(5));
        WindowRule rule = new WindowRule(overlap, settle);
        LocalDateTime start = LocalDateTime.parse("2026-03-29T01:59:00");
        Map<Integer, LocalDateTime> stamps = new HashMap<>();
        Map<Integer, LocalDateTime> visibleFrom = new HashMap<>();
        for (int row = 0; row < 50; row++) {
            LocalDateTime stamp = start.plusSeconds(random.nextInt(120));
            stamps.put(row, stamp);
            long lateMicros = (long) (random.nextDouble() * overlap.plus(settle).toNanos() / 1_000);
            visibleFrom.put(row, stamp.plusNanos(lateMicros * 1_000));
        }

        List<Integer> delivered = new ArrayList<>();
        Optional<LocalDateTime> watermark = Optional.empty();
        LocalDateTime now = start;
        while (now.isBefore(start.plusSeconds(200))) {
            now = now.plusNanos(1_000L * (1 + random.nextInt(30_000_000)));
            Optional<Window> next = rule.next(watermark, now);
            if (next.isPresent()) {
                Window window = next.get();
                for (int row = 0; row < 50; row++) {
                    LocalDateTime stamp = Objects.requireNonNull(stamps.get(row));
                    boolean inside = stamp.isBefore(window.upper())
                            && window.lowerBound()
                                    .map(lower -> !stamp.isBefore(lower))
                                    .orElse(true);
                    if (inside && !Objects.requireNonNull(visibleFrom.get(row)).isAfter(now)) {
                        delivered.add(row);
                    }
                }
                watermark.ifPresent(before -> assertThat(window.upper()).isAfter(before));
                watermark = Optional.of(window.upper());
            }
        }

        assertThat(delivered).containsAll(stamps.keySet());
    }
}
