package dev.landfall.localcloud.fault;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * What goes wrong how often. A plan is a value: its text makes the same plan again, and the same plan decides the same for
 * the same calls. Probabilities lie between 0 and 1.
 *
 * <p>Each decision depends on the seed, the kind of fault, the call (an event's object, a request's method and path, the
 * first document of a commit) and how often that call was made before; not on what else happens meanwhile. So threads
 * that race do not change what befalls each call.
 */
public final class FaultPlan {
    /** Nothing goes wrong. */
    public static final FaultPlan NONE = new FaultPlan(0, Map.of(), Duration.ofSeconds(5));

    private final long seed;
    private final Map<FaultKind, Double> probabilities;
    private final Duration longestDelay;

    private FaultPlan(long seed, Map<FaultKind, Double> probabilities, Duration longestDelay) {
        this.seed = seed;
        this.probabilities = probabilities;
        this.longestDelay = longestDelay;
    }

    /** A plan in which nothing goes wrong yet. */
    public static FaultPlan seeded(long seed) {
        return new FaultPlan(seed, Map.of(), NONE.longestDelay);
    }

    public FaultPlan duplicates(double probability) {
        return with(FaultKind.DUPLICATES, probability);
    }

    public FaultPlan republications(double probability) {
        return with(FaultKind.REPUBLICATIONS, probability);
    }

    public FaultPlan delays(double probability) {
        return with(FaultKind.DELAYS, probability);
    }

    public FaultPlan reorders(double probability) {
        return with(FaultKind.REORDERS, probability);
    }

    public FaultPlan drops(double probability) {
        return with(FaultKind.DROPS, probability);
    }

    public FaultPlan refusals(double probability) {
        return with(FaultKind.REFUSALS, probability);
    }

    public FaultPlan resets(double probability) {
        return with(FaultKind.RESETS, probability);
    }

    public FaultPlan lostAnswers(double probability) {
        return with(FaultKind.LOST_ANSWERS, probability);
    }

    public FaultPlan aborts(double probability) {
        return with(FaultKind.ABORTS, probability);
    }

    public FaultPlan outages(double probability) {
        return with(FaultKind.OUTAGES, probability);
    }

    /** How late a delayed event, a late duplicate, or an event that waits for the next one can be; else 5 seconds. */
    public FaultPlan longestDelay(Duration longest) {
        if (longest.isNegative() || longest.isZero()) {
            throw new IllegalArgumentException("The longest delay is above zero, not " + longest);
        }
        return new FaultPlan(seed, probabilities, longest);
    }

    /** The same plan with this probability for that kind. */
    public FaultPlan with(FaultKind kind, double probability) {
        if (!(probability >= 0 && probability <= 1)) {
            throw new IllegalArgumentException(
                    "The probability of " + kind.word() + " lies between 0 and 1, and is not " + probability);
        }
        Map<FaultKind, Double> changed = new EnumMap<>(FaultKind.class);
        changed.putAll(probabilities);
        changed.put(kind, probability);
        changed.values().removeIf(value -> value == 0);
        return new FaultPlan(seed, Collections.unmodifiableMap(changed), longestDelay);
    }

    /**
     * Reads what {@link #toString} writes: {@code seed=7,duplicates=0.1,drops=0.02,longestdelay=PT5S}.
     *
     * @throws IllegalArgumentException naming what is wrong
     */
    public static FaultPlan parse(String text) {
        FaultPlan plan = NONE;
        for (String part : text.split(",")) {
            String[] pair = part.strip().split("=", 2);
            String value = pair.length == 2 ? pair[1] : "";
            try {
                plan = plan.with(pair[0], value);
            } catch (NumberFormatException | DateTimeParseException e) {
                throw new IllegalArgumentException(
                        "'" + part + "' in the fault plan '" + text + "' has no value that can be read", e);
            }
        }
        return plan;
    }

    private FaultPlan with(String name, String value) {
        return switch (name) {
            case "seed" -> new FaultPlan(Long.parseLong(value), probabilities, longestDelay);
            case "longestdelay" -> longestDelay(Duration.parse(value));
            default ->
                with(
                        FaultKind.of(name)
                                .orElseThrow(() -> new IllegalArgumentException("A fault plan knows no '" + name
                                        + "'; it knows seed, longestdelay and " + FaultKind.words())),
                        Double.parseDouble(value));
        };
    }

    long seed() {
        return seed;
    }

    double probability(FaultKind kind) {
        return probabilities.getOrDefault(kind, 0.0);
    }

    Duration longestDelay() {
        return longestDelay;
    }

    boolean isQuiet() {
        return probabilities.isEmpty();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FaultPlan plan
                && seed == plan.seed
                && probabilities.equals(plan.probabilities)
                && longestDelay.equals(plan.longestDelay);
    }

    @Override
    public int hashCode() {
        return Objects.hash(seed, probabilities, longestDelay);
    }

    /** The plan on one line, as {@link #parse} and the flag {@code --faults} read it. */
    @Override
    public String toString() {
        String faults = probabilities.entrySet().stream()
                .map(entry -> "," + entry.getKey().word() + "=" + entry.getValue())
                .collect(Collectors.joining());
        return "seed=" + seed + faults
                + (longestDelay.equals(NONE.longestDelay) ? "" : ",longestdelay=" + longestDelay);
    }
}
