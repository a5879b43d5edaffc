package dev.landfall.localcloud.restart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.localcloud.Waiting;
import dev.landfall.localcloud.events.Receiver;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A day of virtual time in which everything goes wrong that a fault plan knows, while clients write to all services and
 * make their calls again until they are answered; it ends with a kill. What was acknowledged must be there.
 * {@code -Dday.seed=} chooses the plan and what is written, {@code -Dday.factor=} how fast the day goes,
 * {@code -Dday.days=} how many there are.
 */
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class FaultyDayTest {
    private static final int DAYS = Integer.getInteger("day.days", 1);
    private static final long SEED = Long.getLong("day.seed", System.nanoTime());
    private static final double FACTOR = Double.parseDouble(System.getProperty("day.factor", "7200"));

    private final List<Witness> witnesses =
            List.of(new ObjectWitness(), new DocumentWitness(), new MessageWitness(), new TableWitness());

    @Test
    void nothingAcknowledgedIsLostInADayOfFaults(@TempDir Path folder) throws Exception {
        System.out.println("FaultyDayTest: -Dday.seed=" + SEED + " -Dday.factor=" + FACTOR);
        Random random = new Random(SEED);
        Path data = folder.resolve("data");
        Path errors = folder.resolve("stderr");
        try (Receiver receiver = Receiver.start()) {
            try (ChildCloud cloud = ChildCloud.start(data, errors, receiver.uri())) {
                for (Witness witness : witnesses) {
                    witness.prepare(cloud);
                }
            }
            for (int day = 0; day < DAYS; day++) {
                try (ChildCloud cloud = ChildCloud.start(data, errors, receiver.uri(), faults(random))) {
                    writeForADay(cloud, random);
                }
                try (ChildCloud cloud = ChildCloud.start(data, errors, receiver.uri())) {
                    for (Witness witness : witnesses) {
                        witness.check(cloud);
                    }
                }
            }
        }
        System.out.println("FaultyDayTest: acknowledged "
                + witnesses.stream().map(Witness::acknowledged).toList());
    }

    private static List<String> faults(Random random) {
        return List.of(
                "--time-factor=" + FACTOR,
                "--bigquery-latency=dml=PT30S",
                "--faults=seed=" + random.nextInt(1_000_000)
                        + ",duplicates=0.2,republications=0.1,delays=0.2,reorders=0.2,drops=0.1,refusals=0.1,resets=0.05"
                        + ",lostanswers=0.1,aborts=0.1,outages=0.1,longestdelay=PT1H");
    }

    private void writeForADay(ChildCloud cloud, Random random) throws Exception {
        List<Integer> before = witnesses.stream().map(Witness::acknowledged).toList();
        ExecutorService threads = Executors.newFixedThreadPool(witnesses.size());
        try {
            List<Future<Boolean>> writers = new ArrayList<>();
            for (Witness witness : witnesses) {
                Random own = new Random(random.nextLong());
                writers.add(threads.submit(() -> {
                    while (true) {
                        witness.write(cloud, own);
                    }
                }));
            }
            TimeUnit.NANOSECONDS.sleep((long) (Duration.ofDays(1).toNanos() / FACTOR));
            Waiting.until("everybody has written", () -> all(before));
            for (Future<Boolean> writer : writers) {
                assertThat(writer.isDone()).as("nobody failed before the kill").isFalse();
            }
            cloud.kill();
        } finally {
            threads.shutdown();
            assertThat(threads.awaitTermination(60, TimeUnit.SECONDS))
                    .as("the writers noticed the kill")
                    .isTrue();
        }
    }

    private boolean all(List<Integer> before) {
        for (int i = 0; i < before.size(); i++) {
            if (witnesses.get(i).acknowledged() < before.get(i) + 3) {
                return false;
            }
        }
        return true;
    }
}
