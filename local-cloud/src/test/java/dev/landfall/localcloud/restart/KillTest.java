package dev.landfall.localcloud.restart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.localcloud.Waiting;
import dev.landfall.localcloud.events.Receiver;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A local cloud that keeps its data is killed in the middle of writes to all services, again and again, and must then know
 * all that it has acknowledged. {@code -Dkill.rounds=} and {@code -Dkill.seed=} choose how often, and what is written; when
 * exactly the kill strikes is chance all the same.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class KillTest {
    private static final int ROUNDS = Integer.getInteger("kill.rounds", 2);
    private static final long SEED = Long.getLong("kill.seed", System.nanoTime());

    private final Set<String> delivered = ConcurrentHashMap.newKeySet();
    private final ObjectWitness objects = new ObjectWitness();
    private final Map<String, Witness> witnesses = new TreeMap<>(Map.of(
            "objects",
            objects,
            "documents",
            new DocumentWitness(),
            "messages",
            new MessageWitness(),
            "rows",
            new TableWitness()));

    @Test
    void nothingAcknowledgedIsLost(@TempDir Path folder) throws Exception {
        System.out.println("KillTest: -Dkill.seed=" + SEED + " -Dkill.rounds=" + ROUNDS);
        Random random = new Random(SEED);
        Path data = folder.resolve("data");
        Path errors = folder.resolve("stderr");
        try (Receiver receiver = Receiver.start()) {
            answerHalf(receiver);
            for (int round = 0; round < ROUNDS; round++) {
                try (ChildCloud cloud = ChildCloud.start(data, errors, receiver.uri())) {
                    check(cloud, round == 0);
                    writeUntilKilled(cloud, random);
                }
            }
            receiver.answer(event -> accept(event));
            try (ChildCloud cloud = ChildCloud.start(data, errors, receiver.uri())) {
                check(cloud, false);
                Waiting.until("every object's event", () -> delivered.containsAll(objects.created()));
            }
        }
        Map<String, Integer> writes = new TreeMap<>();
        witnesses.forEach((name, witness) -> writes.put(name, witness.acknowledged()));
        System.out.println("KillTest: acknowledged " + writes + ", events " + delivered.size());
    }

    private void check(ChildCloud cloud, boolean first) throws Exception {
        for (Witness witness : witnesses.values()) {
            if (first) {
                witness.prepare(cloud);
            } else {
                witness.check(cloud);
            }
        }
    }

    private void writeUntilKilled(ChildCloud cloud, Random random) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(witnesses.size());
        try {
            List<Future<Boolean>> writers = new ArrayList<>();
            for (Witness witness : witnesses.values()) {
                Random own = new Random(random.nextLong());
                writers.add(threads.submit(() -> {
                    while (true) {
                        witness.write(cloud, own);
                    }
                }));
            }
            Map<Witness, Integer> before = new HashMap<>();
            witnesses.values().forEach(witness -> before.put(witness, witness.acknowledged()));
            Waiting.until(
                    "three more writes to each service",
                    () -> before.entrySet().stream()
                            .allMatch(entry -> entry.getKey().acknowledged() >= entry.getValue() + 3));
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(500)));
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

    private void answerHalf(Receiver receiver) {
        Random chance = new Random(SEED);
        receiver.answer(event -> {
            synchronized (chance) {
                return chance.nextBoolean() ? accept(event) : 503;
            }
        });
    }

    private int accept(Receiver.Received event) {
        delivered.add(event.data().get("generation").getAsString());
        return 200;
    }
}
