package dev.landfall.endtoend.convergence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.localcloud.fault.FaultPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The whole pipeline: both functions, over the wire to a local cloud, under made-up schedules. {@code
 * -Dconvergence.schedules=1000} runs more of them, {@code -Dconvergence.seed=42} one again, and {@code
 * -Dconvergence.failFast=true} stops at the first that breaks a law.
 */
@Tag("wire")
class ConvergenceTest {
    private static final int DEFAULT_SCHEDULES = 200;
    private static final int WORLDS_AT_ONCE = 8;

    /** Every so many schedules meet the faults of the wire besides those of their own. */
    private static final int STORMY = 8;

    private static final FaultPlan STORM = FaultPlan.seeded(8)
            .refusals(0.02)
            .resets(0.005)
            .lostAnswers(0.01)
            .aborts(0.03)
            .outages(0.005);


    @Test
    void whateverTheScheduleTheTargetIsWhatTheFilesSay() throws Exception {
        LongStream seeds = Long.getLong("convergence.seed") == null
                ? LongStream.rangeClosed(
                        Long.getLong("convergence.first", 1),
                        Integer.getInteger("convergence.schedules", DEFAULT_SCHEDULES))
                : LongStream.of(Long.getLong("convergence.seed"));
        Map<Long, String> failures = new TreeMap<>();
        long started = System.nanoTime();
        int count = 0;
        ExecutorService worlds = Executors.newFixedThreadPool(WORLDS_AT_ONCE);
        ExecutorService threads = Executors.newCachedThreadPool();
        try (Cloud calm = new Cloud();
                Cloud stormy = new Cloud(STORM)) {
            Map<Long, Future<Optional<String>>> runs = new TreeMap<>();
            seeds.forEach(seed -> runs.put(seed, worlds.submit(() -> PipelineRun.of(seed % STORMY == 0 ? stormy : calm, seed, threads))));
            for (Map.Entry<Long, Future<Optional<String>>> run : runs.entrySet()) {
                run.getValue().get().ifPresent(report -> failures.put(run.getKey(), report));
                count++;
                if (!failures.isEmpty() && Boolean.getBoolean("convergence.failFast")) {
                    break;
                }
            }
        } finally {
            worlds.shutdownNow();
            threads.shutdownNow();
        }
        System.out.printf(
                "%d schedules through the whole pipeline in %.1f s%n", count, (System.nanoTime() - started) / 1e9);
        assertThat(written(failures)).isEmpty();
    }

    /** Each failure's report goes to a file; what remains is what broke and how to see it again. */
    private static List<String> written(Map<Long, String> failures) throws IOException {
        List<String> summaries = new ArrayList<>();
        for (Map.Entry<Long, String> failure : failures.entrySet()) {
            Path file = Path.of("target", "convergence", "seed-" + failure.getKey() + ".txt");
            Files.createDirectories(file.getParent());
            Files.writeString(file, failure.getValue());
            String broke = failure.getValue().substring(failure.getValue().lastIndexOf("Seed "));
            summaries.add(
                    broke + "  story: " + file.toAbsolutePath() + "\n  again: ./mvnw -Dquick -pl end-to-end -am test"
                            + " -Dtest=ConvergenceTest -Dsurefire.failIfNoSpecifiedTests=false -Dconvergence.seed="
                            + failure.getKey() + "\n");
        }
        return summaries;
    }
}
