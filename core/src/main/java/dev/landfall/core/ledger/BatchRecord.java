package dev.landfall.core.ledger;

import dev.landfall.core.failure.ErrorDetail;
import dev.landfall.core.table.TableId;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One batch in the ledger. Immutable; every change is a legal transition and leaves its time.
 *
 * @param staging the table that its load job fills, its own alone
 * @param attempt of the load job, from 1; part of the job id
 * @param jobs all BigQuery jobs made for it, the first first
 * @param rows loaded, once it is staged
 * @param merge the last merge it was part of
 * @param mergeAlone true once it was part of a merge that failed for the sake of some batch
 * @param reached when it last came into each state
 * @param newest when the newest of its files landed
 */
public record BatchRecord(
        BatchId id,
        TableId table,
        BatchContent content,
        TableId staging,
        BatchState state,
        int attempt,
        List<String> jobs,
        @Nullable Long rows,
        @Nullable String merge,
        boolean mergeAlone,
        @Nullable ErrorDetail error,
        Map<BatchState, Instant> reached,
        Instant newest) {
    public BatchRecord {
        jobs = List.copyOf(jobs);
        reached = Map.copyOf(reached);
    }

    static BatchRecord loading(
            BatchId id, TableId table, BatchContent content, TableId staging, Instant newest, Instant now) {
        return new BatchRecord(
                id,
                table,
                content,
                staging,
                BatchState.LOADING,
                1,
                List.of(JobNames.load(table, id, 1)),
                null,
                null,
                false,
                null,
                Map.of(BatchState.LOADING, now),
                newest);
    }

    /** The id of the current attempt's load job: whoever submits it again finds the same job. */
    public String loadJob() {
        return JobNames.load(table, id, attempt);
    }

    BatchRecord to(BatchState next, Instant now) {
        if (!state.mayBecome(next)) {
            throw new IllegalTransitionException(
                    "Batch " + id + " of " + table + " cannot go from " + state + " to " + next);
        }
        Map<BatchState, Instant> times = new EnumMap<>(reached);
        times.put(next, now);
        return new BatchRecord(
                id, table, content, staging, next, attempt, jobs, rows, merge, mergeAlone, error, times, newest);
    }

    BatchRecord nextAttempt(ErrorDetail why) {
        BatchRecord next = new BatchRecord(
                id, table, content, staging, state, attempt + 1, jobs, rows, merge, mergeAlone, why, reached, newest);
        return next.withJob(next.loadJob());
    }

    BatchRecord withJob(String job) {
        List<String> all = jobs.contains(job)
                ? jobs
                : Stream.concat(jobs.stream(), Stream.of(job)).toList();
        return new BatchRecord(
                id, table, content, staging, state, attempt, all, rows, merge, mergeAlone, error, reached, newest);
    }

    BatchRecord withRows(long count) {
        return new BatchRecord(
                id, table, content, staging, state, attempt, jobs, count, merge, mergeAlone, error, reached, newest);
    }

    BatchRecord withMerge(String other, boolean alone) {
        return new BatchRecord(
                id, table, content, staging, state, attempt, jobs, rows, other, alone, error, reached, newest);
    }

    BatchRecord withError(@Nullable ErrorDetail other) {
        return new BatchRecord(
                id, table, content, staging, state, attempt, jobs, rows, merge, mergeAlone, other, reached, newest);
    }
}
