package dev.landfall.localcloud.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Time only passes when a retry is due: a day of backing off takes a moment. */
@Timeout(60)
final class DeliveryQueueTest {
    private static final CloudEvent EVENT =
            new CloudEvent("1", "type", "source", "subject", Instant.EPOCH, Map.of(), "{}");

    private final VirtualTime time = new VirtualTime();
    private final List<Instant> attempts = new ArrayList<>();
    private int status = 503;
    private final DeliveryQueue queue = new DeliveryQueue(
            Trigger.of("bucket", URI.create("http://127.0.0.1:1/")),
            RetryPolicy.EVENTARC,
            (receiver, event) -> {
                attempts.add(time.instant());
                return CompletableFuture.completedFuture(status);
            },
            time,
            time.scheduler);

    @AfterEach
    void stop() {
        time.scheduler.shutdownNow();
    }

    @Test
    void unreachableReceiverIsTriedForADayAndThenGivenUp() {
        queue.add(EVENT, () -> {});
        while (time.runNext()) {
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
        time.runNext();
        status = 200;
        time.runNext();
        assertThat(queue.stats()).isEqualTo(new DeliveryStats(1, 2, 0, 0));
        assertThat(time.runNext()).isFalse();
    }

    @Test
    void retriesThatFallDueWhileHeldWait() {
        queue.add(EVENT, () -> {});
        queue.hold();
        time.runNext();
        assertThat(attempts).hasSize(1);
        status = 200;
        queue.release(ReleaseOrder.ARRIVAL);
        assertThat(queue.stats()).isEqualTo(new DeliveryStats(1, 1, 0, 0));
    }

    /** A clock, and a scheduler whose tasks run when the test says so. */
    private static final class VirtualTime extends Clock {
        private Instant now = Instant.EPOCH;
        private final List<Task> tasks = new ArrayList<>();
        private final ScheduledThreadPoolExecutor scheduler = new ScheduledThreadPoolExecutor(1) {
            @Override
            public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
                tasks.add(new Task(now.plus(delay, unit.toChronoUnit()), command));
                return super.schedule(() -> {}, 0, unit);
            }
        };

        private record Task(Instant due, Runnable command) {}

        boolean runNext() {
            if (tasks.isEmpty()) {
                return false;
            }
            Task next = tasks.remove(0);
            now = next.due();
            next.command().run();
            return true;
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }
}
