package dev.landfall.loader;

import dev.landfall.core.budget.JobQuota;
import dev.landfall.core.budget.LoadBudget;
import dev.landfall.core.landing.LandingGrammar;
import dev.landfall.core.landing.LandingPattern;
import dev.landfall.core.setting.Setting;
import dev.landfall.core.table.DatasetName;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * What the deployment says to this function.
 *
 * @param patience how long one event may be worked on; under the 540 seconds of an event-driven function
 */
record LoaderSettings(
        LandingGrammar grammar, DatasetName stagingDataset, String mergeTopic, LoadBudget budget, Duration patience) {
    /** @throws IllegalArgumentException naming the variable that is missing or wrong */
    static LoaderSettings of(Map<String, String> environment) {
        Set<DatasetName> datasets = Setting.DATASETS.listIn(environment).stream()
                .map(DatasetName::new)
                .collect(Collectors.toUnmodifiableSet());
        return new LoaderSettings(
                new LandingGrammar(
                        Setting.LANDING_PREFIX.in(environment),
                        datasets,
                        named(
                                Setting.LANDING_PATTERN,
                                () -> LandingPattern.parse(Setting.LANDING_PATTERN.in(environment)))),
                new DatasetName(Setting.STAGING_DATASET.in(environment)),
                Setting.MERGE_TOPIC.in(environment),
                new LoadBudget(
                        quota(Setting.TABLE_LOAD_JOBS_PER_DAY, environment),
                        quota(Setting.LOAD_JOBS_PER_DAY, environment),
                        LoadBudget.DEFAULT.shards()),
                Setting.DEADLINE.durationIn(environment));
    }

    private static JobQuota quota(Setting setting, Map<String, String> environment) {
        return named(setting, () -> new JobQuota(setting.numberIn(environment)));
    }

    private static <T> T named(Setting setting, Supplier<T> value) {
        try {
            return value.get();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(setting.variable() + ": " + e.getMessage(), e);
        }
    }
}
