package dev.landfall.localcloud.firestore.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KnownFailuresTest {
    private final KnownFailures known =
            KnownFailures.parse(List.of("# why we keep this", "", "ITSlow.waits: takes an hour: too long"));

    @Test
    void aKnownFailureIsFine() {
        assertThat(known.reasons()).containsOnly(Map.entry("ITSlow.waits", "takes an hour: too long"));
        assertThat(known.contradictions(Map.of("ITSlow.waits", Verdict.FAILED, "ITSlow.runs", Verdict.PASSED)))
                .isEmpty();
    }

    @Test
    void anyOtherFailureIsNot() {
        assertThat(known.contradictions(Map.of("ITSlow.waits", Verdict.FAILED, "ITSlow.runs", Verdict.FAILED)))
                .containsExactly("ITSlow.runs failed, and is not a known failure.");
    }

    @Test
    void aLineWhoseTestDoesNotFailMustGo() {
        assertThat(known.contradictions(Map.of("ITSlow.waits", Verdict.PASSED)))
                .containsExactly("ITSlow.waits is listed as failing, but passed: remove its line.");
        assertThat(known.contradictions(Map.of("ITSlow.waits", Verdict.SKIPPED)))
                .containsExactly("ITSlow.waits is listed as failing, but was skipped: remove its line.");
        assertThat(known.contradictions(Map.of()))
                .containsExactly("ITSlow.waits is listed as failing, but was not run: remove its line.");
    }

    @Test
    void everyLineGivesAReason() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KnownFailures.parse(List.of("ITSlow.waits")))
                .withMessageContaining("Say why");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KnownFailures.parse(List.of("A.b: x", "A.b: y")))
                .withMessage("A.b is listed twice.");
    }
}
