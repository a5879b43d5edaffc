package dev.landfall.localcloud.bigquery.quota;

import dev.landfall.localcloud.bigquery.schema.TableName;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The quotas that count over time. Thread-safe. */
final class RateQuotas {
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration TEN_SECONDS = Duration.ofSeconds(10);
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final int MANY = 10_000;

    private final BigQueryLimits limits;
    private final Clock clock;
    private final Function<TableName, TableKind> kinds;
    private final Map<Key, RollingCount> counts = new HashMap<>();
    private int crowded = MANY;

    private record Key(String what, Object whose) {}

    RateQuotas(BigQueryLimits limits, Clock clock, Function<TableName, TableKind> kinds) {
        this.limits = limits;
        this.clock = clock;
        this.kinds = kinds;
    }

    /** A load job is to run; whatever becomes of it, it counts. */
    Optional<Refusal> load(TableName destination) {
        if (!take("loads", destination.project(), DAY, limits.loadJobsPerProject())) {
            return Optional.of(Refusal.LOADS_PER_PROJECT);
        }
        return modification(destination);
    }

    /** Rows are appended to a table, or put in place of its rows, by other means than DML. */
    Optional<Refusal> modification(TableName table) {
        boolean taken = switch (kinds.apply(table)) {
            case PLAIN -> take("modifications", table, DAY, limits.modificationsPerTable());
            case COLUMN_PARTITIONED -> take("modifications", table, DAY, limits.modificationsPerPartitionedTable());
            case INGESTION_TIME_PARTITIONED ->
                take("modifications", table, DAY, limits.modificationsPerIngestionTimeTable());
        };
        if (taken) {
            return Optional.empty();
        }
        return Optional.of(
                kinds.apply(table) == TableKind.PLAIN
                        ? Refusal.MODIFICATIONS_PER_TABLE
                        : Refusal.PARTITION_MODIFICATIONS);
    }

    /** A table's metadata are to change. */
    Optional<Refusal> update(TableName table) {
        boolean plain = kinds.apply(table) == TableKind.PLAIN;
        int limit = plain ? limits.updatesPerTable() : limits.updatesPerPartitionedTable();
        if (take("updates", table, TEN_SECONDS, limit)) {
            return Optional.empty();
        }
        return Optional.of(plain ? Refusal.TABLE_UPDATES : Refusal.PARTITIONED_TABLE_UPDATES);
    }

    Optional<Refusal> dml(TableName table) {
        if (!take("dml", table, TEN_SECONDS, limits.dmlPerTable())) {
            return Optional.of(Refusal.DML_RATE);
        }
        if (limits.updatesPerTable() != Integer.MAX_VALUE) {
            add("updates", table, TEN_SECONDS);
        }
        return Optional.empty();
    }

    /** Whether an INSERT need not queue. */
    boolean insertsAtOnce(TableName table) {
        return take("inserts", table, DAY, limits.insertsAtOnce());
    }

    Optional<Refusal> request(String method) {
        int limit = method.equals(RequestQuota.LOOK_AT_JOB) ? limits.requestsForJobs() : limits.requestsPerMethod();
        return take("requests", method, SECOND, limit) ? Optional.empty() : Optional.of(Refusal.REQUESTS);
    }

    private synchronized boolean take(String what, Object whose, Duration period, int limit) {
        return limit == Integer.MAX_VALUE || count(what, whose, period).take(clock.instant(), limit);
    }

    private synchronized void add(String what, Object whose, Duration period) {
        count(what, whose, period).add(clock.instant());
    }

    private RollingCount count(String what, Object whose, Duration period) {
        if (counts.size() > crowded) {
            Instant now = clock.instant();
            counts.values().removeIf(count -> count.isIdle(now));
            crowded = Math.max(MANY, counts.size() * 2);
        }
        return counts.computeIfAbsent(new Key(what, whose), key -> new RollingCount(period));
    }
}
