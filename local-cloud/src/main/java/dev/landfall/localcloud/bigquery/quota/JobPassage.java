package dev.landfall.localcloud.bigquery.quota;

import dev.landfall.localcloud.bigquery.job.JobControl;
import dev.landfall.localcloud.bigquery.job.Operation;
import dev.landfall.localcloud.bigquery.job.Passage;
import dev.landfall.localcloud.bigquery.schema.TableName;
import dev.landfall.localcloud.http.ApiException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One job's way. Used by the job's thread only. */
final class JobPassage implements Passage {
    private final Workload workload;
    private final String kind;
    private final Optional<TableName> destination;
    /** The places in queues that a transaction keeps to its end. */
    private final Map<TableName, DmlQueue.Place> kept = new HashMap<>();

    private boolean transaction;

    JobPassage(Workload workload, String kind, Optional<TableName> destination) {
        this.workload = workload;
        this.kind = kind;
        this.destination = destination;
    }

    @Override
    public boolean pendsForOperations() {
        return workload.imposes();
    }

    @Override
    public void pend(JobControl control) {
        workload.sleep(workload.latency().pending(), control);
    }

    @Override
    public Underway enter(Operation operation, JobControl control) {
        workload.statistics().entered(operation);
        if (!workload.imposes()) {
            return () -> {};
        }
        transaction |= operation.kind() == Operation.Kind.BEGIN;
        requireQuota(operation);
        DmlQueue.@Nullable Place place = queue(operation, control);
        try {
            carryOut(operation, control);
        } catch (ApiException e) {
            leave(place);
            throw e;
        }
        return () -> {
            workload.work().release();
            leave(place);
        };
    }

    /** What is refused before anything is done. */
    private void requireQuota(Operation operation) {
        switch (operation.kind()) {
            case LOAD -> workload.require(workload.rates().load(table(operation)));
            case QUERY ->
                destination.ifPresent(table -> workload.require(workload.rates().modification(table)));
            case INSERT, MUTATION -> workload.require(workload.rates().dml(table(operation)));
            case DDL, BEGIN, OTHER -> {}
        }
    }

    private DmlQueue.@Nullable Place queue(Operation operation, JobControl control) {
        TableName table = operation.table();
        if (table == null || kept.containsKey(table)) {
            return null;
        }
        if (operation.kind() == Operation.Kind.MUTATION) {
            DmlQueue.Place place = workload.joinMutations(table, control);
            control.running();
            if (transaction) {
                // It conflicts with others by the locks of its tables, which know when to give up.
                kept.put(table, place);
                return null;
            }
            try {
                // Two may run; the second would be run again until the first is done.
                control.await(place.first());
            } catch (ApiException e) {
                place.leave();
                throw e;
            }
            return place;
        }
        if (operation.kind() == Operation.Kind.INSERT && !workload.rates().insertsAtOnce(table)) {
            return workload.joinInserts(table, control);
        }
        return null;
    }

    /** The time it takes, and then a processor. */
    private void carryOut(Operation operation, JobControl control) {
        Duration latency = workload.latency().of(operation);
        control.running();
        workload.sleep(latency, control);
        switch (operation.kind()) {
            case LOAD, DDL -> workload.require(workload.rates().update(table(operation)));
            case QUERY ->
                destination.ifPresent(table -> workload.require(workload.rates().update(table)));
            case INSERT, MUTATION, BEGIN, OTHER -> {}
        }
        workload.work().acquireUninterruptibly();
    }

    private static void leave(DmlQueue.@Nullable Place place) {
        if (place != null) {
            place.leave();
        }
    }

    private static TableName table(Operation operation) {
        return Objects.requireNonNull(operation.table(), operation.name());
    }

    @Override
    public void done(@Nullable ApiException failure) {
        kept.values().forEach(DmlQueue.Place::leave);
        kept.clear();
        workload.statistics().done(kind, failure);
    }
}
