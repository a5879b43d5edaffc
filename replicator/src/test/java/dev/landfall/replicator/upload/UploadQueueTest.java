package dev.landfall.replicator.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landfall.replicator.checksum.Crc32c;
import dev.landfall.replicator.delta.DeliveredPart;
import dev.landfall.replicator.delta.FinishedPart;
import dev.landfall.replicator.delta.PartName;
import dev.landfall.replicator.failure.ReplicationException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class UploadQueueTest {
    private static final int PARALLEL = 8;
    private static final long BUDGET = 100;

    @TempDir
    Path folder;

    @Test
    void partsOnTheirWayNeverExceedTheBudgetUnlessOneGoesAlone() {
        AtomicLong bytes = new AtomicLong();
        AtomicInteger uploads = new AtomicInteger();
        AtomicLong most = new AtomicLong();
        AtomicInteger besideLarge = new AtomicInteger();
        List<Long> sizes = IntStream.range(0, 200)
                .mapToObj(i -> i % 50 == 49 ? 250L : 1L + i * 7 % 60)
                .toList();
        try (UploadQueue queue = new UploadQueue(PARALLEL, BUDGET, part -> {
            long now = bytes.addAndGet(part.size());
            int others = uploads.getAndIncrement();
            if (part.size() <= BUDGET) {
                most.accumulateAndGet(now, Math::max);
            } else {
                besideLarge.addAndGet(others);
            }
            LockSupport.parkNanos(20_000);
            uploads.decrementAndGet();
            bytes.addAndGet(-part.size());
            return delivered(part);
        })) {
            for (int i = 0; i < sizes.size(); i++) {
                queue.submit(part(i, sizes.get(i)));
            }
            assertThat(queue.await().stream().map(DeliveredPart::size)).containsExactlyElementsOf(sizes);
        }
        assertThat(most.get()).isBetween(1L, BUDGET);
        assertThat(besideLarge.get()).isZero();
    }

    @Test
    void aFailureStopsTheQueueAndGivesItsReason() {
        try (UploadQueue queue = new UploadQueue(1, BUDGET, part -> {
            throw ReplicationException.landing("no room in the bucket");
        })) {
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 10; i++) {
                            queue.submit(part(i, 60));
                        }
                    })
                    .hasMessage("no room in the bucket");
        }
    }

    private FinishedPart part(int number, long size) {
        return new FinishedPart(
                new PartName(1, number, "avro"),
                folder.resolve("absent-" + number),
                size,
                new Crc32c(number),
                "application/avro",
                null);
    }

    private static DeliveredPart delivered(FinishedPart part) {
        return new DeliveredPart(part.name().toString(), 1, part.size(), part.crc32c(), null);
    }
}
