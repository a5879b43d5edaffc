package dev.landfall.endtoend.bench.day;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SimulatedDayTest {
    private static final Duration LOAD = Duration.ofSeconds(4);
    private static final Duration STATEMENT = Duration.ofSeconds(3);

    @Test
    void aQuietDayLoadsEveryFileAtOnce() {
        SimulatedDay.Outcome day = new SimulatedDay(20, 500, LOAD, STATEMENT).run(7);
        assertThat(day.freshnessMillis()).hasSize(500);
        assertThat(day.loadJobs()).isLessThanOrEqualTo(500);
        assertThat(day.freshness(0.5)).isBetween(LOAD, Duration.ofSeconds(15));
    }

    @Test
    void theSameSeedIsTheSameDay() {
        SimulatedDay.Outcome once = new SimulatedDay(5, 3_000, LOAD, STATEMENT).run(3);
        SimulatedDay.Outcome again = new SimulatedDay(5, 3_000, LOAD, STATEMENT).run(3);
        assertThat(again.freshnessMillis()).isEqualTo(once.freshnessMillis());
        assertThat(again.loadJobs()).isEqualTo(once.loadJobs()).isLessThan(3_000);
        assertThat(again.ledgerWrites()).isEqualTo(once.ledgerWrites());
    }
}
