package dev.landfall.localcloud.firestore.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

@Timeout(60)
class WatchdogTest {
    /** Run only by the test below: nested classes that are not marked so are nobody else's tests. */
    static class Stuck {
        @Test
        void forever() throws Exception {
            new CountDownLatch(1).await();
        }

        @Test
        void notAtAll() {}
    }

    @Test
    void aStuckTestFailsByNameAndTheOthersAreRun() {
        ByteArrayOutputStream report = new ByteArrayOutputStream();
        VerdictListener verdicts = new VerdictListener();
        try (Watchdog watchdog =
                new Watchdog(Duration.ofMillis(100), new PrintStream(report, true, StandardCharsets.UTF_8))) {
            LauncherFactory.create()
                    .execute(
                            LauncherDiscoveryRequestBuilder.request()
                                    .selectors(DiscoverySelectors.selectClass(Stuck.class))
                                    .build(),
                            watchdog,
                            verdicts);
        }
        assertThat(verdicts.verdicts())
                .containsEntry("WatchdogTest$Stuck.forever()", Verdict.FAILED)
                .containsEntry("WatchdogTest$Stuck.notAtAll()", Verdict.PASSED)
                .hasSize(2);
        assertThat(verdicts.causes().get("WatchdogTest$Stuck.forever()")).isInstanceOf(InterruptedException.class);
        assertThat(report.toString(StandardCharsets.UTF_8))
                .startsWith("WatchdogTest$Stuck.forever() did not end within PT0.1S")
                .contains("CountDownLatch.await");
    }
}
