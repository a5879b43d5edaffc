package dev.landfall.replicator.upload;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Uploads share what there is. */
final class BandwidthTest {
    @Test
    void severalStreamsTogetherTakeTheTimeOfAllTheirBytes() throws IOException {
        AtomicLong now = new AtomicLong();
        Bandwidth bandwidth = new Bandwidth(100_000, now::get, now::addAndGet);
        byte[] content = new byte[250_000];
        try (InputStream first = bandwidth.limit(new ByteArrayInputStream(content));
                InputStream second = bandwidth.limit(new ByteArrayInputStream(content))) {
            assertThat(first.readAllBytes()).hasSize(content.length);
            assertThat(second.readAllBytes()).hasSize(content.length);
        }

        assertThat(Duration.ofNanos(now.get())).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void timeThatNobodyUsedIsNotSavedUp() throws IOException {
        AtomicLong now = new AtomicLong();
        Bandwidth bandwidth = new Bandwidth(1_000, now::get, now::addAndGet);
        now.set(Duration.ofHours(1).toNanos());
        try (InputStream input = bandwidth.limit(new ByteArrayInputStream(new byte[2_000]))) {
            input.readAllBytes();
        }

        assertThat(Duration.ofNanos(now.get())).isEqualTo(Duration.ofHours(1).plusSeconds(2));
    }
}
