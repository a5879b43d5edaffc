package dev.landfall.localcloud.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.localcloud.fault.EventFate;
import dev.landfall.localcloud.time.ManualTime;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Time only passes when a retry is due: a day of backing off takes a moment. */
@Timeout(60)
final class DeliveryQueueTest {
    private static final CloudEvent EVENT =
            new CloudEvent("1", "type", "source", "subject", Instant.EPOCH, Map.of(), "{}");

    private final ManualTime time = new ManualTime(Instant.EPOCH);
    private final List<Instant> attempts = new ArrayList<>();
    private final List<String> ids = new ArrayList<>();
    private int status = 503;
    private final DeliveryQueue queue = new DeliveryQueue(
            Trigger.of("bucket", URI.create("http://127.0.0.1:1/")),
            RetryPolicy.EVENTARC,
            (receiver, event) -> {
                attempts.add(time.instant());
                ids.add(event.id());
                return CompletableFuture.completedFuture(status);
            },
            time);

    @Test
    void unreachableReceiverIsTriedForADayAndThenGivenUp() {
        queue.add(EVENT, () -> {});
        while (time.advanceToNext()) {
            assertThat(queue.stats().delivered()).isZero();
        }
        assertThat(queue.stats().dropped()).isEqualTo(1);
        assertThat(queue.stats().pending()).isZero();
        assertThat(attempts.get(1)).isEqualTo(Instant.EPOCH.plusSeconds(10));
        assertThat(attempts.get(2)).isEqualTo(Instant.EPOCH.plusSeconds(30));
        assertThat(Duration.between(Instant.EPOCH, attempts.get(attempts.size() - 1)))
                .isBetween(Duration.ofHours(24), Duration.ofHours(24).plusSeconds(600));
    }

    @Test
    void receiverThatComesBackGetsTheEvent() {
        queue.add(EVENT, () -> {});
        time.advanceToNext();
        status = 200;
        time.advanceToNext();
        assertThat(queue.stats()).isEqualTo(new DeliveryStats(1, 2, 0, 0));
        assertThat(time.advanceToNext()).isFalse();
    }

    @Test
    void retriesThatFallDueWhileHeldWait() {
        queue.add(EVENT, () -> {});
        queue.hold();
        time.advanceToNext();
        assertThat(attempts).hasSize(1);
        status = 200;
        queue.release(ReleaseOrder.ARRIVAL);
        assertThat(queue.stats()).isEqualTo(new DeliveryStats(1, 1, 0, 0));
    }

    @Test
    void anEventPutAsideComesAfterTheNextOrAtItsEnd() {
        status = 200;
        EventFate waits = new EventFate(
                false, Duration.ZERO, Optional.of(Duration.ofSeconds(2)), Optional.empty(), Optional.empty());
        queue.add(EVENT, () -> {}, waits);
        assertThat(attempts).isEmpty();
        assertThat(queue.stats().pending()).isEqualTo(1);
        queue.add(EVENT.withId("2"), () -> {});
        assertThat(ids).containsExactly("2", "1");
        queue.add(EVENT.withId("3"), () -> {}, waits);
        time.advance(Duration.ofSeconds(2));
        assertThat(ids).containsExactly("2", "1", "3");
        assertThat(queue.stats()).isEqualTo(new DeliveryStats(3, 0, 0, 0));
    }
}
