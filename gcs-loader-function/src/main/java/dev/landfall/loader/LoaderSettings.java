package dev.landfall.loader;

import dev.landfall.core.landing.LandingGrammar;
import dev.landfall.core.setting.Setting;
import dev.landfall.core.table.DatasetName;
import java.time.Duration;
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
                new LandingGrammar(Setting.LANDING_PREFIX.in(environment), datasets),
                new DatasetName(Setting.STAGING_DATASET.in(environment)),
                Setting.MERGE_TOPIC.in(environment),
                Setting.DEADLINE.durationIn(environment));
    }
}
