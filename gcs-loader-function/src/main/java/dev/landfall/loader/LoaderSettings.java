package dev.landfall.loader;

import dev.landfall.core.landing.LandingGrammar;
import dev.landfall.core.landing.LandingPattern;
import dev.landfall.core.table.DatasetName;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the deployment says to this function.
 *
 * @param patience how long one event may be worked on; under the 540 seconds of an event-driven function
 */
record LoaderSettings(LandingGrammar grammar, DatasetName stagingDataset, String mergeTopic, Duration patience) {
    /**
     * Reads {@code LANDFALL_STAGING_DATASET} and {@code LANDFALL_MERGE_TOPIC}, both needed, {@code LANDFALL_DATASETS}
     * (by default every dataset), {@code LANDFALL_LANDING_PREFIX} ({@code landing/}), {@code LANDFALL_LANDING_PATTERN}
     * (see {@link LandingPattern#parse}; none) and {@code LANDFALL_DEADLINE} ({@code PT8M}).
     *
     * @throws IllegalArgumentException naming the variable that is missing or wrong
     */
    static LoaderSettings of(Map<String, String> environment) {
        Set<DatasetName> datasets = Arrays.stream(
                        environment.getOrDefault("LANDFALL_DATASETS", "").split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .map(DatasetName::new)
                .collect(Collectors.toUnmodifiableSet());
        return new LoaderSettings(
                new LandingGrammar(
                        environment.getOrDefault("LANDFALL_LANDING_PREFIX", "landing/"),
                        datasets,
                        patterns(environment.getOrDefault("LANDFALL_LANDING_PATTERN", ""))),
                new DatasetName(required(environment, "LANDFALL_STAGING_DATASET")),
                required(environment, "LANDFALL_MERGE_TOPIC"),
                patience(environment.getOrDefault("LANDFALL_DEADLINE", "PT8M")));
    }

    private static List<LandingPattern> patterns(String text) {
        try {
            return LandingPattern.parse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("LANDFALL_LANDING_PATTERN: " + e.getMessage(), e);
        }
    }

    private static Duration patience(String text) {
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("LANDFALL_DEADLINE is a duration such as PT8M, not " + text, e);
        }
    }

    private static String required(Map<String, String> environment, String name) {
        @Nullable String value = environment.get(name);
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException("Set the environment variable " + name);
        }
        return value;
    }
}
