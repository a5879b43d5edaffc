package dev.landfall.localcloud.pubsub;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackoffTest {
    @Test
    void waitsDoubleUpToTheLongest() {
        Backoff backoff = new Backoff(Duration.ofSeconds(10), Duration.ofMinutes(10));
        assertThat(backoff.after(1)).isEqualTo(Duration.ofSeconds(10));
        assertThat(backoff.after(2)).isEqualTo(Duration.ofSeconds(20));
        assertThat(backoff.after(6)).isEqualTo(Duration.ofSeconds(320));
        assertThat(backoff.after(7)).isEqualTo(Duration.ofMinutes(10));
        assertThat(backoff.after(1000)).isEqualTo(Duration.ofMinutes(10));
    }
}
