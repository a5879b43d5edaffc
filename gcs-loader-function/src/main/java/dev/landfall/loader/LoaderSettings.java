package dev.landfall.loader;

import dev.landfall.core.budget.LoadBudget;
import dev.landfall.core.landing.LandingGrammar;
import dev.landfall.core.setting.Setting;
import dev.landfall.core.table.DatasetName;
import java.time.Duration;
import java.util.Map;

/**
 * What the deployment says to this function.
 *
 * @param patience how long one event may be worked on; under the 540 seconds of an event-driven function
 */
record LoaderSettings(
        LandingGrammar grammar, DatasetName stagingDataset, String mergeTopic, LoadBudget budget, Duration patience) {
    /** @throws IllegalArgumentException naming the variable that is missing or wrong */
    static LoaderSettings of(Map<String, String> environment) {
        return new LoaderSettings(
                LandingGrammar.of(environment),
                new DatasetName(Setting.STAGING_DATASET.in(environment)),
                Setting.MERGE_TOPIC.in(environment),
                LoadBudget.of(environment),
                Setting.DEADLINE.durationIn(environment));
    }
}
