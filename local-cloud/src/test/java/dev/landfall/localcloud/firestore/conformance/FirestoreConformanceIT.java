package dev.landfall.localcloud.firestore.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.launcher.EngineFilter.includeEngines;

import dev.landfall.localcloud.firestore.FirestoreIsolation;
import dev.landfall.localcloud.firestore.FirestoreServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Runs the integration tests that Google ships with its Firestore client, from Maven Central, against the local
 * Firestore. Only the Maven profile {@code firestore-conformance} runs this: it brings their dependencies.
 */
@EnabledIfEnvironmentVariable(named = "FIRESTORE_TARGET_BACKEND", matches = "EMULATOR")
class FirestoreConformanceIT {
    /** The address localhost:8080 is fixed in the tests. */
    private static final int PORT = 8080;

    /** Google's longest wait for anything in these tests is 45 s. */
    private static final Duration LIMIT = Duration.ofSeconds(90);

    private static final String PACKAGE = "com.google.cloud.firestore.it.";
    private static final List<String> CLASSES = List.of(
            "ITBulkWriterTest",
            "ITQueryAggregationsTest",
            "ITQueryCountTest",
            "ITQueryTest",
            "ITQueryWatchTest",
            "ITSystemTest");

    // Held on to, because a logger that nobody holds forgets its level.
    private static final Logger EVERY_SETUP = Logger.getLogger(PACKAGE + "ITBaseTest");

    @ParameterizedTest
    @EnumSource
    @SuppressWarnings("ClosingStandardOutputStreams") // the watchdog does not close what it reports to
    void onlyKnownTestsFail(FirestoreIsolation isolation) throws IOException {
        EVERY_SETUP.setLevel(Level.WARNING);
        VerdictListener listener = new VerdictListener();
        try (FirestoreServer server = FirestoreServer.start(PORT, isolation);
                Watchdog watchdog = new Watchdog(LIMIT, System.out)) {
            assertThat(server.port()).isEqualTo(PORT);
            LauncherFactory.create().execute(request(), watchdog, listener);
        }
        Map<String, Verdict> verdicts = listener.verdicts();
        System.out.println(summary(isolation, verdicts));
        for (String name : CLASSES) {
            assertThat(verdicts.keySet()).as("tests run of " + name).anyMatch(test -> test.startsWith(name + "."));
        }
        List<String> contradictions = listed(
                        "known-failures-" + isolation.toString().toLowerCase(Locale.ROOT))
                .contradictions(verdicts);
        listener.causes().forEach((test, cause) -> {
            if (contradictions.stream().anyMatch(line -> line.startsWith(test + " "))) {
                cause.printStackTrace();
            }
        });
        assertThat(contradictions).isEmpty();
    }

    private static LauncherDiscoveryRequest request() throws IOException {
        Set<String> leftOut = listed("not-run").reasons().keySet();
        PostDiscoveryFilter others = test -> FilterResult.includedIf(
                !leftOut.contains(VerdictListener.name(TestIdentifier.from(test))), () -> "not run", () -> "left out");
        return LauncherDiscoveryRequestBuilder.request()
                .selectors(CLASSES.stream()
                        .map(name -> DiscoverySelectors.selectClass(PACKAGE + name))
                        .toList())
                .filters(includeEngines("junit-vintage"), others)
                .build();
    }

    private static KnownFailures listed(String name) throws IOException {
        try (InputStream list = Objects.requireNonNull(
                FirestoreConformanceIT.class.getResourceAsStream("/firestore-conformance/" + name + ".txt"))) {
            return KnownFailures.parse(new String(list.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList());
        }
    }

    private static String summary(FirestoreIsolation isolation, Map<String, Verdict> verdicts) {
        List<String> lines = new ArrayList<>();
        lines.add("Google's integration tests of its Firestore client, against the local cloud, " + isolation + ":");
        lines.add("%-26s%8s%8s%8s%8s".formatted("", "run", "passed", "failed", "skipped"));
        for (String name : CLASSES) {
            Map<String, Verdict> own = new TreeMap<>(verdicts);
            own.keySet().removeIf(test -> !test.equals(name) && !test.startsWith(name + "."));
            lines.add(line(name, own));
        }
        lines.add(line("all", verdicts));
        verdicts.forEach((test, verdict) -> {
            if (verdict == Verdict.FAILED) {
                lines.add("failed: " + test);
            }
        });
        return String.join(System.lineSeparator(), lines);
    }

    private static String line(String name, Map<String, Verdict> verdicts) {
        return "%-26s%8d%8d%8d%8d"
                .formatted(
                        name,
                        verdicts.size(),
                        count(verdicts, Verdict.PASSED),
                        count(verdicts, Verdict.FAILED),
                        count(verdicts, Verdict.SKIPPED));
    }

    private static long count(Map<String, Verdict> verdicts, Verdict wanted) {
        return verdicts.values().stream().filter(wanted::equals).count();
    }
}
