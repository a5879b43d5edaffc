package dev.landfall.loader;

import dev.landfall.core.landing.LandingGrammar;
import dev.landfall.core.landing.LandingPattern;
import dev.landfall.core.setting.Setting;
import dev.landfall.core.table.DatasetName;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the deployment says to this function.
 *
 * @param patience how long one event may be worked on; under the 540 seconds of an event-driven function
 */
record LoaderSettings(LandingGrammar grammar, DatasetName stagingDataset, String mergeTopic, Duration patience) {
    /** @throws IllegalArgumentException naming the variable that is missing or wrong */
    static LoaderSettings of(Map<String, String> environment) {
        Set<DatasetName> datasets = Setting.DATASETS.listIn(environment).stream()
                .map(DatasetName::new)
                .collect(Collectors.toUnmodifiableSet());
        return new LoaderSettings(
                new LandingGrammar(
                        Setting.LANDING_PREFIX.in(environment),
                        datasets,
                        patterns(Setting.LANDING_PATTERN.in(environment))),
                new DatasetName(Setting.STAGING_DATASET.in(environment)),
                Setting.MERGE_TOPIC.in(environment),
                Setting.DEADLINE.durationIn(environment));
    }

    private static List<LandingPattern> patterns(String text) {
        try {
            return LandingPattern.parse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(Setting.LANDING_PATTERN.variable() + ": " + e.getMessage(), e);
        }
    }
}
