package dev.landfall.localcloud.fault;

import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A plan at work: decides for each call, and remembers what it did. Thread-safe. */
public final class Faults {
    private static final int MOST_REMEMBERED = 10_000;

    private final FaultPlan plan;
    private final Map<String, Integer> calls = new HashMap<>();
    private final Map<FaultKind, Long> counts = new EnumMap<>(FaultKind.class);
    private final Deque<String> happened = new ArrayDeque<>();
    private boolean stopped;

    public Faults(FaultPlan plan) {
        this.plan = plan;
        this.stopped = plan.isQuiet();
    }

    public FaultPlan plan() {
        return plan;
    }

    /** Nothing goes wrong from now on. */
    public synchronized void stop() {
        stopped = true;
    }

    /** How often something of that kind happened. */
    public synchronized long count(FaultKind kind) {
        return counts.getOrDefault(kind, 0L);
    }

    /** The latest of what happened, in order: the kind, the call, and which call of that name it was, from 1. */
    public synchronized List<String> happened() {
        return List.copyOf(happened);
    }

    /** Decides whether this befalls the next call of that name. */
    synchronized boolean happens(FaultKind kind, String call) {
        if (stopped || plan.probability(kind) == 0) {
            return false;
        }
        int number = calls.merge(kind + " " + call, 1, Integer::sum);
        if (draw(kind + " " + call + " " + number) >= plan.probability(kind)) {
            return false;
        }
        counts.merge(kind, 1L, Long::sum);
        happened.add(kind + " " + call + " #" + number);
        if (happened.size() > MOST_REMEMBERED) {
            happened.removeFirst();
        }
        return true;
    }

    /** One of some ways in which something goes wrong, for the call that was last decided on. */
    synchronized int choose(FaultKind kind, String call, int ways) {
        return (int) (draw("way " + kind + " " + call + " " + calls.get(kind + " " + call)) * ways);
    }

    /** A delay above zero. */
    synchronized Duration delay(FaultKind kind, String call) {
        double share = draw("delay " + kind + " " + call + " " + calls.get(kind + " " + call));
        return Duration.ofMillis(1 + (long) (share * plan.longestDelay().toMillis()));
    }

    /** Evenly from 0 to below 1, by the seed and the text alone. */
    private double draw(String text) {
        long hash = Hashing.murmur3_128()
                .newHasher()
                .putLong(plan.seed())
                .putString(text, StandardCharsets.UTF_8)
                .hash()
                .asLong();
        return (hash >>> 11) * 0x1.0p-53;
    }
}
