package dev.landfall.core.budget;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class LoadBudgetTest {
    private static final Instant START = Instant.parse("2026-11-22T00:00:00Z");
    private static final long DAY = Duration.ofDays(1).toMillis();
    private static final int BATCH = 500;

    private final LoadBudget budget = LoadBudget.DEFAULT;

    @Test
    void aLoneFileAtLowUseIsLoadedAtOnce() {
        LoadDecision decision =
                budget.decide(LoadDemand.batches(0, 1, 1, START), JobMeter.EMPTY, JobMeter.EMPTY, START);
        assertThat(decision).isEqualTo(new LoadDecision(0, 1, null));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1, 0",
        "0.5, 1, 0",
        "0.75, 1, 10",
        "0.75, 5, 2",
        "0.9, 1, 160",
        "0.9, 16, 10",
        "0.99, 1, 240",
        "1, 1, 240",
        "1.2, 900, 240"
    })
    void filesWaitTheLongerTheMoreIsUsedAndTheFewerTheyAre(double use, int files, long minutes) {
        assertThat(LoadBudget.company(use, files)).isCloseTo(Duration.ofMinutes(minutes), Duration.ofSeconds(1));
    }

    @Test
    void aFullBatchWaitsForNobodyUntilNothingIsLeft() {
        JobMeter used = new JobMeter(0.9 * budget.table().burst(), START);
        LoadDemand demand = LoadDemand.batches(2, 1, 1, START);
        assertThat(budget.decide(demand, used, JobMeter.EMPTY, START)).isEqualTo(new LoadDecision(2, 0, null));
        JobMeter full = new JobMeter(budget.table().burst(), START);
        Instant until = Objects.requireNonNull(
                budget.decide(demand, full, JobMeter.EMPTY, START).until());
        assertThat(until).isAfter(START);
        assertThat(budget.decide(demand, full, JobMeter.EMPTY, until).ready()).isEqualTo(1);
    }

    /** What has come in the meantime shortens the wait, so it is looked at before the wait of those now there is over. */
    @Test
    void filesThatWaitAreLookedAtAgainSoon() {
        JobMeter used = new JobMeter(0.9 * budget.table().burst(), START);
        Instant justNow = Objects.requireNonNull(
                budget.decide(LoadDemand.batches(0, 1, 1, START), used, JobMeter.EMPTY, START)
                        .until());
        assertThat(Duration.between(START, justNow)).isEqualTo(Duration.ofSeconds(5));
        Instant later = START.plus(Duration.ofMinutes(8));
        Instant next = Objects.requireNonNull(
                budget.decide(LoadDemand.batches(0, 1, 1, START), new JobMeter(used.level(), later), JobMeter.EMPTY, later)
                        .until());
        assertThat(Duration.between(later, next)).isEqualTo(Duration.ofMinutes(4));
    }

    @Test
    void halvesAreTriedTogetherOrNotYet() {
        JobMeter almost = new JobMeter(budget.table().burst() - 1, START);
        LoadDecision decision = budget.decide(LoadDemand.exactly(2), almost, JobMeter.EMPTY, START);
        assertThat(decision.jobs()).isZero();
        assertThat(budget.decide(
                                LoadDemand.exactly(2), almost, JobMeter.EMPTY, Objects.requireNonNull(decision.until()))
                        .jobs())
                .isEqualTo(2);
    }

    static LongStream seeds() {
        return LongStream.range(0, 40);
    }

    /** Greedy, bursty tables under small quotas: no window of a day holds more jobs than it may. */
    @ParameterizedTest
    @MethodSource("seeds")
    void noDayHoldsMoreJobsThanTheQuotas(long seed) {
        Random random = new Random(seed);
        LoadBudget small =
                new LoadBudget(new JobQuota(20 + random.nextInt(60)), new JobQuota(200 + random.nextInt(400)), 4);
        int tables = 1 + random.nextInt(30);
        Day day = new Day(small, tables, random);
        long[] arrivals = LongStream.generate(() -> {
                    long burst = random.nextInt(6) * (DAY / 3);
                    return burst + (long) (random.nextDouble() * random.nextDouble() * DAY / 2);
                })
                .limit(4_000)
                .sorted()
                .toArray();
        day.run(arrivals, () -> random.nextInt(tables));
        assertThat(day.loaded).as("seed %d: files loaded", seed).isEqualTo(arrivals.length);
        assertThat(day.mostOfProject).as("seed %d", seed).isLessThanOrEqualTo((int)
                small.project().jobsPerDay());
        assertThat(Arrays.stream(day.mostOfTable).max().orElse(0))
                .as("seed %d", seed)
                .isLessThanOrEqualTo((int) small.table().jobsPerDay());
    }

    /** A million files over 5,000 tables, half of them in 2 % of the tables, three quarters of them by day. */
    @Test
    void aMillionFilesADayKeepTheQuotasOfBigQuery() {
        Random random = new Random(42);
        Day day = new Day(budget, 5_000, random);
        long[] arrivals = LongStream.generate(() -> (long)
                        (random.nextInt(4) == 0
                                ? random.nextDouble() * DAY
                                : DAY / 3.0 + random.nextDouble() * DAY / 3))
                .limit(1_000_000)
                .sorted()
                .toArray();
        day.run(arrivals, () -> random.nextBoolean() ? random.nextInt(100) : random.nextInt(5_000));
        assertThat(day.loaded).isEqualTo(1_000_000);
        assertThat(day.mostOfProject).isLessThanOrEqualTo(100_000);
        assertThat(Arrays.stream(day.mostOfTable).max().orElse(0)).isLessThanOrEqualTo(1_500);
        Arrays.sort(day.waits);
        assertThat(Duration.ofMillis(day.waits[500_000])).isLessThan(Duration.ofMinutes(20));
        System.out.printf(
                "1,000,000 files, 5,000 tables: %,d jobs, at most %,d in a day, at most %,d of one table; files waited"
                        + " p50 %s, p95 %s, max %s%n",
                day.jobs,
                day.mostOfProject,
                Arrays.stream(day.mostOfTable).max().orElse(0),
                Duration.ofSeconds(day.waits[500_000] / 1000),
                Duration.ofSeconds(day.waits[950_000] / 1000),
                Duration.ofSeconds(day.waits[999_999] / 1000));
    }

    /** Tables that ask when a file comes and when they were told to ask again. */
    private static final class Day {
        private final LoadBudget budget;
        private final Random random;
        private final JobMeter[] tables;
        private final JobMeter[] shards;
        private final Deque<Long>[] waiting;
        private final long[] notBefore;
        private final Deque<Long> jobsOfProject = new ArrayDeque<>();
        private final Deque<Long>[] jobsOfTable;
        private final int[] mostOfTable;
        private final PriorityQueue<long[]> alarms = new PriorityQueue<>(Comparator.comparingLong(alarm -> alarm[0]));
        private long[] waits = new long[0];
        private int mostOfProject;
        private int jobs;
        private int loaded;

        @SuppressWarnings("unchecked")
        Day(LoadBudget budget, int count, Random random) {
            this.budget = budget;
            this.random = random;
            tables = new JobMeter[count];
            shards = new JobMeter[budget.shards()];
            Arrays.fill(tables, JobMeter.EMPTY);
            Arrays.fill(shards, JobMeter.EMPTY);
            waiting = IntStream.range(0, count)
                    .mapToObj(i -> new ArrayDeque<Long>())
                    .toArray(Deque[]::new);
            jobsOfTable = IntStream.range(0, count)
                    .mapToObj(i -> new ArrayDeque<Long>())
                    .toArray(Deque[]::new);
            notBefore = new long[count];
            mostOfTable = new int[count];
        }

        void run(long[] arrivals, IntSupplier table) {
            waits = new long[arrivals.length];
            int next = 0;
            while (next < arrivals.length || !alarms.isEmpty()) {
                long[] alarm = alarms.peek();
                if (alarm == null || (next < arrivals.length && arrivals[next] <= alarm[0])) {
                    long now = arrivals[next++];
                    int owner = table.getAsInt();
                    waiting[owner].add(now);
                    if (notBefore[owner] <= now) {
                        ask(owner, now);
                    }
                } else {
                    alarms.poll();
                    ask((int) alarm[1], alarm[0]);
                }
            }
        }

        private void ask(int table, long millis) {
            Instant now = START.plusMillis(millis);
            while (!waiting[table].isEmpty()) {
                int full = waiting[table].size() / BATCH;
                int open = waiting[table].size() % BATCH == 0 ? 0 : 1;
                Instant oldest = START.plusMillis(waiting[table].peekFirst());
                int shard = random.nextInt(shards.length);
                LoadDecision decision = budget.decide(
                        LoadDemand.batches(full, open, waiting[table].size() % BATCH, oldest),
                        tables[table],
                        shards[shard],
                        now);
                Instant until = decision.until();
                if (until != null) {
                    notBefore[table] = Duration.between(START, until).toMillis() + 1;
                    alarms.add(new long[] {notBefore[table], table});
                    return;
                }
                tables[table] = budget.charged(decision.jobs(), tables[table], now);
                shards[shard] = budget.chargedShard(decision.jobs(), shards[shard], now);
                for (int job = 0; job < decision.jobs(); job++) {
                    load(table, millis);
                }
            }
        }

        private void load(int table, long now) {
            jobs++;
            mostOfProject = Math.max(mostOfProject, count(jobsOfProject, now));
            mostOfTable[table] = Math.max(mostOfTable[table], count(jobsOfTable[table], now));
            for (int file = 0; file < BATCH && !waiting[table].isEmpty(); file++) {
                waits[loaded++] = now - waiting[table].pollFirst();
            }
        }

        /** Jobs in the day that ends now. */
        private static int count(Deque<Long> times, long now) {
            times.add(now);
            while (times.peekFirst() <= now - DAY) {
                times.pollFirst();
            }
            return times.size();
        }
    }
}
