package dev.landfall.core.budget;

import dev.landfall.core.setting.Setting;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * Decides how many load jobs a table may make now. At low use a lone file is loaded at once. When a table or the project
 * has used more than half of what it may use at once, files wait for company, the longer the more is used; jobs that can
 * take no more files do not wait. When nothing is left, everybody waits until time has drained enough.
 *
 * <p>Files that wait together have waited enough when their number times the age of the oldest is what a lone file would
 * wait. So the time between the jobs of a table falls with the square root of its files per hour, which is how a given
 * number of jobs makes the sum of all files' waits least: with interval {@code t} and rate {@code r} of each table, the
 * sum of {@code r * t / 2} under a fixed sum of {@code 1 / t} is least where {@code r * t * t} is the same for all.
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
        Duration company = company(Math.max(table.use(ofTable, now), shard().use(ofShard, now)), demand.files());
        boolean due = demand.open() > 0 && !demand.oldest().plus(company).isAfter(now);
        int ready = Math.min(left, demand.ready());
        int open = due ? Math.min(left - ready, demand.open()) : 0;
        return ready + open > 0
                ? new LoadDecision(ready, open, null)
                : LoadDecision.waitUntil(lookAgain(demand.oldest(), company, now));
    }

    /** When the wait will be over, but soon enough to notice what has come in the meantime. */
    private static Instant lookAgain(Instant oldest, Duration company, Instant now) {
        Duration growth = Duration.between(oldest, now).dividedBy(2);
        Instant soon = now.plus(growth.compareTo(SHORTEST) > 0 ? growth : SHORTEST);
        Instant over = oldest.plus(company);
        return over.isBefore(soon) ? latest(over, now.plus(SHORTEST)) : soon;
    }

    public JobMeter charged(int jobs, JobMeter ofTable, Instant now) {
        return table.add(jobs, ofTable, now);
    }

    public JobMeter chargedShard(int jobs, JobMeter ofShard, Instant now) {
        return shard().add(jobs, ofShard, now);
    }

    /** How long so many files wait at this use; a lone one 10 minutes at 3/4, 160 at 9/10; nobody more than 4 hours. */
    static Duration company(double use, int files) {
        if (use <= FREE_USE || files == 0) {
            return Duration.ZERO;
        }
        double scarcity = (use - FREE_USE) / Math.max(1e-6, 1 - use);
        double millis = scarcity * scarcity * SCALE.toMillis() / files;
        return millis >= LONGEST.toMillis() ? LONGEST : Duration.ofMillis((long) millis);
    }

    private static Instant latest(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
