package dev.landfall.sweeper;

import dev.landfall.core.budget.LoadBudget;
import dev.landfall.core.landing.LandingGrammar;
import dev.landfall.core.setting.Setting;
import dev.landfall.core.table.DatasetName;
import java.time.Duration;
import java.util.Map;

/**
 * What the deployment says to this function.
 *
 * @param bucket name of the landing bucket
 * @param time that one sweep may take; under the 540 seconds of an event-driven function
 */
record SweepSettings(
        LandingGrammar grammar,
        String bucket,
        DatasetName stagingDataset,
        String mergeTopic,
        LoadBudget budget,
        Duration time) {
    private static final String SCHEME = "gs://";

    /** @throws IllegalArgumentException naming the variable that is missing or wrong */
    static SweepSettings of(Map<String, String> environment) {
        String landing = Setting.LANDING.in(environment);
        String bucket = landing.startsWith(SCHEME) ? landing.substring(SCHEME.length()) : "";
        if (bucket.isEmpty() || bucket.indexOf('/') >= 0) {
            throw new IllegalArgumentException(
                    Setting.LANDING.variable() + " is a bucket such as gs://my-landing, not " + landing);
        }
        return new SweepSettings(
                LandingGrammar.of(environment),
                bucket,
                new DatasetName(Setting.STAGING_DATASET.in(environment)),
                Setting.MERGE_TOPIC.in(environment),
                LoadBudget.of(environment),
                Setting.DEADLINE.durationIn(environment));
    }
}
