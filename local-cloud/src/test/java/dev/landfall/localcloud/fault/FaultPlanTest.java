package dev.landfall.localcloud.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class FaultPlanTest {
    private static final FaultPlan PLAN = FaultPlan.seeded(42)
            .duplicates(0.1)
            .republications(0.01)
            .delays(0.25)
            .reorders(0.5)
            .drops(0.02)
            .refusals(0.03)
            .resets(0.04)
            .lostAnswers(0.05)
            .aborts(0.06)
            .outages(0.07)
            .longestDelay(Duration.ofSeconds(2));

    @Test
    void itsTextMakesTheSamePlanAgain() {
        assertThat(FaultPlan.parse(PLAN.toString())).isEqualTo(PLAN);
        assertThat(PLAN)
                .hasToString("seed=42,duplicates=0.1,republications=0.01,delays=0.25,reorders=0.5,drops=0.02,"
                        + "refusals=0.03,resets=0.04,lostanswers=0.05,aborts=0.06,outages=0.07,longestdelay=PT2S");
        assertThat(FaultPlan.parse(FaultPlan.NONE.toString())).isEqualTo(FaultPlan.NONE);
    }

    @Test
    void whatCannotBeReadIsNamed() {
        assertThatThrownBy(() -> FaultPlan.parse("seed=1,duplicate=0.1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("'duplicate'", "duplicates", "lostanswers");
        assertThatThrownBy(() -> FaultPlan.parse("drops")).hasMessageContaining("'drops'");
        assertThatThrownBy(() -> FaultPlan.parse("drops=1.5")).hasMessageContaining("1.5");
    }

    @Test
    void theSameSeedDecidesTheSameForTheSameCallsInWhateverOrderTheyCome() {
        List<String> calls = new ArrayList<>();
        IntStream.range(0, 500).forEach(i -> calls.add("call " + i % 100));
        List<String> decisions = decide(FaultPlan.seeded(7).refusals(0.3), calls);
        assertThat(decisions).hasSizeBetween(100, 200);
        Collections.shuffle(calls, new java.util.Random(1));
        assertThat(decide(FaultPlan.seeded(7).refusals(0.3), calls)).containsExactlyInAnyOrderElementsOf(decisions);
        assertThat(decide(FaultPlan.seeded(8).refusals(0.3), calls)).isNotEqualTo(decisions);
    }

    @Test
    void eachKindComesAboutAsOftenAsPlanned() {
        Faults faults = new Faults(PLAN);
        for (FaultKind kind : FaultKind.values()) {
            IntStream.range(0, 10_000).forEach(i -> faults.happens(kind, "call " + i));
            assertThat(faults.count(kind) / 10_000.0)
                    .isBetween(PLAN.probability(kind) * 0.8 - 0.005, PLAN.probability(kind) * 1.2 + 0.005);
        }
    }

    @Test
    void nothingHappensOnceItIsStopped() {
        Faults faults = new Faults(FaultPlan.seeded(1).drops(1));
        assertThat(EventFate.of(faults, "event").dropped()).isTrue();
        faults.stop();
        assertThat(EventFate.of(faults, "event")).isEqualTo(EventFate.PLAIN);
    }

    @Test
    void halfOfTheDuplicatesComeAtOnceAndTheOthersLater() {
        Faults faults = new Faults(FaultPlan.seeded(1).duplicates(1));
        List<Duration> delays = Stream.iterate(0, i -> i + 1)
                .limit(1_000)
                .map(i -> EventFate.of(faults, "event " + i).duplicate().orElseThrow())
                .toList();
        assertThat(delays.stream().filter(Duration::isZero).count()).isBetween(450L, 550L);
        assertThat(delays).allMatch(delay -> delay.compareTo(FaultPlan.NONE.longestDelay()) <= 0);
    }

    private static List<String> decide(FaultPlan plan, List<String> calls) {
        Faults faults = new Faults(plan);
        calls.forEach(call -> faults.happens(FaultKind.REFUSALS, call));
        return faults.happened();
    }
}
