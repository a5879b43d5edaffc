package dev.landfall.core.budget;

import dev.landfall.core.setting.Setting;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * Decides how many load jobs a table may make now. At low use a lone file is loaded at once. When a table or the project
 * has used more than half of what it may use at once, lone files wait for company, the longer the more is used; jobs
 * that can take no more files do not wait. When nothing is left, everybody waits until time has drained enough.
 *
 * <p>The project's quota is cut into shards, each with a meter of its own, and every decision is charged to one of them,
 * chosen at random: so no document of the ledger is written by every job, the sum keeps the quota exactly, and the use
 * of any shard is close to that of all.
 *
 * @param table of each table
 * @param project of all tables together
 * @param shards of the project's quota
 */
public record LoadBudget(JobQuota table, JobQuota project, int shards) {
    /** A tenth less than BigQuery's quotas, for the jobs of others: 1,500 per table, 100,000 per project and day. */
    public static final LoadBudget DEFAULT = new LoadBudget(new JobQuota(1_350), new JobQuota(90_000), 32);

    private static final double FREE_USE = 0.5;
    private static final Duration SCALE = Duration.ofMinutes(10);
    private static final Duration LONGEST = Duration.ofHours(4);
    private static final Duration SHORTEST = Duration.ofSeconds(5);

    public LoadBudget {
        if (shards < 1) {
            throw new IllegalArgumentException("A budget has at least one shard, not " + shards);
        }
    }

    /**
     * As a deployment's environment has it.
     *
     * @throws IllegalArgumentException naming the variable that is wrong
     */
    public static LoadBudget of(Map<String, String> environment) {
        return new LoadBudget(
                quota(Setting.TABLE_LOAD_JOBS_PER_DAY, environment),
                quota(Setting.LOAD_JOBS_PER_DAY, environment),
                DEFAULT.shards());
    }

    private static JobQuota quota(Setting setting, Map<String, String> environment) {
        try {
            return new JobQuota(setting.numberIn(environment));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(setting.variable() + ": " + e.getMessage(), e);
        }
    }

    private JobQuota shard() {
        return project.part(shards);
    }

    /**
     * @param ofTable the table's meter
     * @param ofShard the meter of the shard that is charged
     */
    public LoadDecision decide(LoadDemand demand, JobMeter ofTable, JobMeter ofShard, Instant now) {
        int left = Math.min(table.left(ofTable, now), shard().left(ofShard, now));
        if (left < demand.least()) {
            Instant drained = latest(
                    table.whenLeft(demand.least(), ofTable, now), shard().whenLeft(demand.least(), ofShard, now));
            return LoadDecision.waitUntil(latest(drained, now.plus(SHORTEST)));
        }
        Duration company = company(Math.max(table.use(ofTable, now), shard().use(ofShard, now)));
        boolean due = demand.open() > 0 && !demand.oldest().plus(company).isAfter(now);
        int ready = Math.min(left, demand.ready());
        int open = due ? Math.min(left - ready, demand.open()) : 0;
        return ready + open > 0
                ? new LoadDecision(ready, open, null)
                : LoadDecision.waitUntil(latest(demand.oldest().plus(company), now.plus(SHORTEST)));
    }

    public JobMeter charged(int jobs, JobMeter ofTable, Instant now) {
        return table.add(jobs, ofTable, now);
    }

    public JobMeter chargedShard(int jobs, JobMeter ofShard, Instant now) {
        return shard().add(jobs, ofShard, now);
    }

    /** How long a lone file waits at this use: 10 minutes at 3/4, 40 at 9/10, at most 4 hours. */
    static Duration company(double use) {
        if (use <= FREE_USE) {
            return Duration.ZERO;
        }
        double scales = (use - FREE_USE) / Math.max(1e-6, 1 - use);
        return scales * SCALE.toMillis() >= LONGEST.toMillis()
                ? LONGEST
                : Duration.ofMillis((long) (scales * SCALE.toMillis()));
    }

    private static Instant latest(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
