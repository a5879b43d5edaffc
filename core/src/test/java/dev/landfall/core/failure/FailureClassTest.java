package dev.landfall.core.failure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FailureClassTest {
    @Test
    void theReasonDecides() {
        assertThat(FailureClass.ofJob("backendError")).isEqualTo(FailureClass.RETRY);
        assertThat(FailureClass.ofJob("rateLimitExceeded")).isEqualTo(FailureClass.RETRY);
        assertThat(FailureClass.ofJob("quotaExceeded")).isEqualTo(FailureClass.LATER);
        assertThat(FailureClass.ofJob("resourcesExceeded")).isEqualTo(FailureClass.LATER);
        assertThat(FailureClass.ofJob("invalid")).isEqualTo(FailureClass.POISON);
        assertThat(FailureClass.ofJob("notFound")).isEqualTo(FailureClass.POISON);
        assertThat(FailureClass.ofRequest("notFound")).isEqualTo(FailureClass.CONFIGURATION);
        assertThat(FailureClass.ofRequest("accessDenied")).isEqualTo(FailureClass.CONFIGURATION);
        assertThat(FailureClass.ofJob("somethingNew")).isEqualTo(FailureClass.POISON);
    }
}
