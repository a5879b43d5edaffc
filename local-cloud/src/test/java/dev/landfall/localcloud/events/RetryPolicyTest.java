package dev.landfall.localcloud.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class RetryPolicyTest {
    @Test
    void backoffDoublesUpToItsGreatest() {
        assertThat(RetryPolicy.EVENTARC.delayAfter(1)).isEqualTo(Duration.ofSeconds(10));
        assertThat(RetryPolicy.EVENTARC.delayAfter(2)).isEqualTo(Duration.ofSeconds(20));
        assertThat(RetryPolicy.EVENTARC.delayAfter(6)).isEqualTo(Duration.ofSeconds(320));
        assertThat(RetryPolicy.EVENTARC.delayAfter(7)).isEqualTo(Duration.ofMinutes(10));
        assertThat(RetryPolicy.EVENTARC.delayAfter(1_000_000)).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void backoffsThatContradictAreRefused() {
        assertThatThrownBy(() -> RetryPolicy.EVENTARC.withBackoff(Duration.ofSeconds(2), Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
