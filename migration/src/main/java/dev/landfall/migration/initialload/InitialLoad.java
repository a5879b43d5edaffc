package dev.landfall.migration.initialload;

import dev.landfall.core.table.TableId;
import dev.landfall.core.warehouse.Warehouse;
import dev.landfall.core.warehouse.WarehouseException;
import dev.landfall.migration.catalog.HivePartitions;
import dev.landfall.migration.catalog.Proposals;
import dev.landfall.migration.catalog.Route;
import java.time.Clock;

/**
 * Takes one table after the other from Hadoop to BigQuery, step by step. Each step may be repeated, and its end is kept
 * before the next begins: a load that is killed anywhere goes on where it was, writes no row twice, and leaves no
 * intermediate table behind when it is done.
 */
public final class InitialLoad {
    private final Parts parts;
    private final SnapshotRule snapshots;
    private final int mostPartitionsPerJob;

    /** What a load works with. */
    public record Parts(
            LoadStates states,
            TableFiles hadoop,
            CopiedFiles copies,
            FileCopy copy,
            HivePartitions hive,
            Warehouse warehouse,
            LoadListener listener,
            Clock clock) {}

    /** Whether files are read from a snapshot. */
    public enum SnapshotRule {
        /** If an administrator allows it. */
        IF_ALLOWED,
        /** Or not at all. */
        REQUIRED,
        /** From the folder as it is. */
        NEVER
    }

    public InitialLoad(Parts parts, SnapshotRule snapshots) {
        this(parts, snapshots, Proposals.MOST_PARTITIONS_PER_JOB);
    }

    /** @param mostPartitionsPerJob a target with more of them is written by several jobs */
    InitialLoad(Parts parts, SnapshotRule snapshots, int mostPartitionsPerJob) {
        this.parts = parts;
        this.snapshots = snapshots;
        this.mostPartitionsPerJob = mostPartitionsPerJob;
    }

    /**
     * Begins a load, or goes on with one.
     *
     * @throws InitialLoadException if it cannot go on; what is done stays done
     */
    public LoadState run(LoadOrder order, FirstDelta deltas) {
        TableId target = order.table().target();
        LoadState state = parts.states().find(target).orElseGet(() -> note(order, deltas));
        try {
            while (state.step() != LoadStep.DONE) {
                state = next(order, deltas, state);
                parts.states().save(state);
                parts.listener().done(state);
            }
        } catch (WarehouseException e) {
            throw new InitialLoadException(
                    "BigQuery did not take a request for " + target + ": " + e.getMessage() + ". "
                            + e.error().advice(),
                    e);
        }
        return state;
    }

    /**
     * Forgets a load that was begun, so that it can begin anew. Its intermediate table and snapshot go; its copied files
     * stay, and so does its target, which only its owner may drop.
     */
    public void abandon(LoadState state, LoadOrder order) {
        clean(order, state);
        parts.states().forget(state.target());
    }

    private LoadState note(LoadOrder order, FirstDelta deltas) {
        FirstDelta.Beginning beginning = deltas.note();
        LoadState state = LoadState.noted(
                order.table().target(),
                beginning.sequence(),
                beginning.upper(),
                order.folder(beginning.sequence()),
                parts.clock().instant());
        parts.states().save(state);
        parts.listener().done(state);
        return state;
    }

    private LoadState next(LoadOrder order, FirstDelta deltas, LoadState state) {
        return switch (state.step()) {
            case NOTED ->
                stabilize(order, state).done(LoadStep.STABLE, parts.clock().instant());
            case STABLE ->
                new CopyStep(parts)
                        .copy(order, state)
                        .done(LoadStep.COPIED, parts.clock().instant());
            case COPIED -> {
                LoadState ready = order.table().route() == Route.EXTERNAL || state.isEmpty()
                        ? state
                        : new WarehouseSteps(parts, order).makeReadable(state);
                yield ready.done(LoadStep.READABLE, parts.clock().instant());
            }
            case READABLE ->
                new WarehouseSteps(parts, order)
                        .decide(state, mostPartitionsPerJob)
                        .done(LoadStep.DECIDED, parts.clock().instant());
            case DECIDED ->
                new WarehouseSteps(parts, order)
                        .fill(state)
                        .done(LoadStep.FILLED, parts.clock().instant());
            case FILLED -> {
                if (order.table().route() != Route.EXTERNAL) {
                    deltas.handOver(state);
                }
                yield state.done(LoadStep.HANDED_OVER, parts.clock().instant());
            }
            case HANDED_OVER -> {
                clean(order, state);
                yield state.done(LoadStep.DONE, parts.clock().instant());
            }
            case DONE -> state;
        };
    }

    private LoadState stabilize(LoadOrder order, LoadState state) {
        String location = order.table().location();
        if (snapshots == SnapshotRule.NEVER) {
            return state.readFrom(location, null);
        }
        return parts.hadoop()
                .snapshot(location, "landfall-" + order.table().source().table() + "-" + state.sequence())
                .map(stable -> state.readFrom(stable.folder(), stable.snapshot()))
                .orElseGet(() -> {
                    if (snapshots == SnapshotRule.REQUIRED) {
                        throw new InitialLoadException("No snapshot of " + location
                                + " is allowed: ask an administrator for 'hdfs dfsadmin -allowSnapshot' on it or on a"
                                + " folder above it, or say --snapshots if-allowed");
                    }
                    return state.readFrom(location, null);
                });
    }

    private void clean(LoadOrder order, LoadState state) {
        if (order.table().route() != Route.EXTERNAL) {
            parts.warehouse().drop(order.intermediate());
        }
        LoadState.Snapshot snapshot = state.snapshot();
        if (snapshot != null) {
            parts.hadoop().drop(snapshot);
        }
    }
}
