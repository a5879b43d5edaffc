package dev.landfall.replicator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landfall.core.table.TableId;
import dev.landfall.replicator.failure.ReplicationException;
import dev.landfall.replicator.run.TableResult;
import dev.landfall.replicator.run.TableState;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Cycles until stopped; what they count and how they answer. */
final class DaemonTest {
    private static final TableResult DELIVERED = new TableResult(
            TableId.of("sales", "orders"), TableState.DELIVERED, List.of("w"), "q", 2, 30L, 400, 0L, 0L, null);
    private static final TableResult FAILED = new TableResult(
            TableId.of("sales", "items"), TableState.FAILED, List.of(), null, 0, null, 0, null, null, "no");

    @Test
    void cyclesFollowEachOtherUntilItIsStoppedAfterTheTableUnderWay() throws Exception {
        CountDownLatch third = new CountDownLatch(3);
        AtomicInteger ended = new AtomicInteger();
        Queue<String> problems = new ConcurrentLinkedQueue<>();
        Daemon daemon = new Daemon(Duration.ofMillis(5), Clock.systemUTC(), new Random(1), stopping -> {
            third.countDown();
            if (third.getCount() == 1) {
                throw ReplicationException.configuration("a broken file");
            }
            if (third.getCount() == 0) {
                while (!stopping.getAsBoolean()) {
                    Thread.onSpinWait();
                }
            }
            ended.incrementAndGet();
            return List.of(DELIVERED, FAILED);
        });
        Thread running = new Thread(() -> daemon.run(problems::add));
        running.start();
        third.await();
        daemon.stopAndWait();
        running.join();

        assertThat(ended).hasValue(2);
        assertThat(problems).containsExactly("a broken file");
        assertThat(daemon.metrics())
                .contains("landfall_replicator_cycles_total 2\n")
                .contains("landfall_replicator_broken_cycles_total 1\n")
                .contains("landfall_replicator_rows_total 60\n")
                .contains("landfall_replicator_turns_total{state=\"FAILED\"} 2\n")
                .contains("landfall_replicator_table_failing{table=\"sales.items\"} 1\n")
                .contains("landfall_replicator_table_failing{table=\"sales.orders\"} 0\n");
    }

    @Test
    void healthEndsWhenNoCycleEndedForThreeTimesThePause() throws Exception {
        Instant start = Instant.parse("2026-01-01T00:00:00Z");
        Instant[] now = {start};
        Clock clock = new Clock() {
            @Override
            public ZoneOffset getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(java.time.ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now[0];
            }
        };
        Daemon daemon = new Daemon(Duration.ofMinutes(1), clock, new Random(1), stopping -> List.of());
        try (DaemonEndpoint endpoint = DaemonEndpoint.listen("127.0.0.1:0", daemon)) {
            assertThat(get(endpoint, "/health").statusCode()).isEqualTo(200);
            now[0] = start.plusSeconds(181);
            assertThat(get(endpoint, "/health").statusCode()).isEqualTo(503);
            assertThat(get(endpoint, "/metrics").body()).contains("# TYPE landfall_replicator_cycles_total counter");
            assertThatThrownBy(() -> DaemonEndpoint.listen(endpoint.address(), daemon))
                    .hasMessageContaining("Cannot serve /health and /metrics at '" + endpoint.address());
        }
        assertThatThrownBy(() -> DaemonEndpoint.listen("nonsense", daemon)).hasMessageContaining("--listen");
    }

    private static HttpResponse<String> get(DaemonEndpoint endpoint, String path)
            throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://" + endpoint.address() + path))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }
}
