package dev.landfall.gcp.bigquery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PollPaceTest {
    private final PollPace pace = new PollPace();

    @Test
    void aLoneJobsEndIsNoticedWithinThreePercentOfItsTime() {
        try (PollPace.Waiting lone = pace.begin()) {
            assertThat(pace.delay(Duration.ZERO)).isEqualTo(Duration.ofMillis(50));
            assertThat(pace.delay(Duration.ofSeconds(4))).isBetween(Duration.ofMillis(110), Duration.ofMillis(125));
            assertThat(pace.delay(Duration.ofHours(1))).isEqualTo(Duration.ofSeconds(2));
        }
    }

    @Test
    void manyJobsTogetherAreLookedAtNoMoreThan34TimesASecond() {
        List<PollPace.Waiting> all = new ArrayList<>();
        for (int count = 1; count <= 160; count++) {
            all.add(pace.begin());
            double callsPerSecond =
                    count * 1_000.0 / pace.delay(Duration.ofSeconds(1)).toMillis();
            assertThat(callsPerSecond).isLessThan(34);
        }
        all.forEach(PollPace.Waiting::close);
        assertThat(pace.delay(Duration.ZERO)).isEqualTo(Duration.ofMillis(50));
    }
}
