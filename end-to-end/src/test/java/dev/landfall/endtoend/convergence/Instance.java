package dev.landfall.endtoend.convergence;

import com.google.api.gax.grpc.GrpcStatusCode;
import com.google.api.gax.rpc.AbortedException;
import dev.landfall.core.batch.BatchLimits;
import dev.landfall.core.batch.BatchPlanner;
import dev.landfall.core.budget.LoadBudget;
import dev.landfall.core.crash.CrashPoints;
import dev.landfall.core.crash.SideEffects;
import dev.landfall.core.crash.SideEffects.Call;
import dev.landfall.core.failure.ErrorDetail;
import dev.landfall.core.failure.FailureClass;
import dev.landfall.core.failure.LaterException;
import dev.landfall.core.landing.LandingBucket;
import dev.landfall.core.landing.LandingGrammar;
import dev.landfall.core.ledger.Ledger;
import dev.landfall.core.ledger.LedgerStore;
import dev.landfall.core.ledger.LedgerView;
import dev.landfall.core.load.FileIntake;
import dev.landfall.core.load.MergeQueue;
import dev.landfall.core.load.TableLoader;
import dev.landfall.core.spec.TableSpecs;
import dev.landfall.core.status.TransitionLog;
import dev.landfall.core.sweep.Sweep;
import dev.landfall.core.sweep.SweepReport;
import dev.landfall.core.sweep.SweepRules;
import dev.landfall.core.table.DatasetName;
import dev.landfall.core.warehouse.Warehouse;
import dev.landfall.core.warehouse.WarehouseException;
import dev.landfall.loader.LoaderFunction;
import dev.landfall.loader.LoaderOnPorts;
import dev.landfall.merger.MergeFunction;
import dev.landfall.merger.MergerOnPorts;
import io.grpc.Status;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * One process with both functions and the sweep in it. Every call of a port goes through {@link Watch}, which may stop, refuse or kill
 * it. A process that died stays dead.
 */
final class Instance {
    private static final Duration PATIENCE = Duration.ofMinutes(8);

    private final CrashPoints crash = new CrashPoints();
    private final LoaderFunction loader;
    private final MergeFunction merger;
    private final Sweep sweep;
    private final Clock clock;

    /** What a schedule does to calls. What {@code before} and {@code after} return is thrown, if it is anything. */
    interface Watch {
        enum Trouble {
            NONE,
            DEATH,
            ERROR
        }

        Trouble before(Call call);

        Trouble after(Call call);
    }

    Instance(World world, Warehouse jobs, Watch watch) {
        LedgerStore store = watched(LedgerStore.class, world.store(), watch, Instance::aborted);
        Warehouse warehouse = watched(Warehouse.class, jobs, watch, label -> unavailable(label, FailureClass.LATER));
        MergeQueue queue = watched(MergeQueue.class, world.queue(), watch, Instance::aborted);
        LandingBucket bucket = watched(LandingBucket.class, world.bucket(), watch, Instance::aborted);
        TransitionLog log =
                new TransitionLog(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        loader = LoaderOnPorts.of(
                Map.of("LANDFALL_STAGING_DATASET", world.staging(), "LANDFALL_MERGE_TOPIC", "landfall-merge"),
                store,
                warehouse,
                bucket,
                queue,
                world.clock(),
                log);
        merger = MergerOnPorts.of(PATIENCE, store, warehouse, world.clock(), log);
        clock = world.clock();
        sweep = sweep(world, store, warehouse, bucket, queue, log);
    }

    /** Spares nothing for being young, since nothing here is old. */
    private static Sweep sweep(
            World world,
            LedgerStore store,
            Warehouse warehouse,
            LandingBucket bucket,
            MergeQueue queue,
            TransitionLog log) {
        Ledger ledger = new Ledger(store, world.clock());
        LandingGrammar grammar = new LandingGrammar("landing/", Set.of());
        TableSpecs specs = new TableSpecs(ledger, warehouse);
        FileIntake intake = new FileIntake(grammar, ledger, specs, name -> bucket, world.clock(), log);
        SweepRules rules = new SweepRules(Duration.ZERO, Duration.ZERO, PATIENCE, 2, true, false);
        TableLoader loader = new TableLoader(
                ledger,
                warehouse,
                name -> bucket,
                intake,
                queue,
                new BatchPlanner(BatchLimits.DEFAULT),
                LoadBudget.DEFAULT,
                new DatasetName(world.staging()),
                rules.patience(),
                world.clock(),
                log);
        return new Sweep(
                new Sweep.Landing(world.dataset().value(), bucket, grammar),
                new DatasetName(world.staging()),
                ledger,
                new LedgerView(store),
                warehouse,
                intake,
                loader,
                queue,
                rules,
                world.clock(),
                log);
    }

    boolean isDead() {
        return crash.isDead();
    }

    /** A sweep goes on with the next table when one fails; not if its process is gone. */
    void checkAlive() {
        crash.check();
    }

    /** @throws RuntimeException as the function does: the event shall be delivered again */
    void accept(Delivery delivery) {
        crash.check();
        switch (delivery.kind()) {
            case EVENT -> loader.accept(delivery.event());
            case MESSAGE -> merger.accept(delivery.event());
            case SWEEP -> sweep(delivery);
        }
    }

    /** What a sweep leaves is the next one's, and the schedule brings one. */
    private void sweep(Delivery delivery) {
        SweepReport report = sweep.run(delivery.eventId(), clock.instant().plus(PATIENCE));
        if (report.left() > 0) {
            throw new LaterException("The next sweep goes on: " + report.findings());
        }
    }

    private <P> P watched(Class<P> port, P real, Watch watch, Function<String, RuntimeException> error) {
        return SideEffects.watch(port, real, new SideEffects.Observer() {
            @Override
            public void before(Call call) {
                crash.check();
                react(watch.before(call), call);
                crash.check();
            }

            @Override
            public void after(Call call) {
                react(watch.after(call), call);
            }

            private void react(Watch.Trouble trouble, Call call) {
                switch (trouble) {
                    case NONE -> {}
                    case DEATH -> {
                        crash.dieAfter(0);
                        crash.check();
                    }
                    case ERROR -> throw error.apply(call.label());
                }
            }
        });
    }

    private static RuntimeException aborted(String label) {
        return new AbortedException("injected: " + label, null, GrpcStatusCode.of(Status.Code.ABORTED), true);
    }

    private static RuntimeException unavailable(String label, FailureClass failureClass) {
        return new WarehouseException(
                failureClass,
                new ErrorDetail("backendError", "injected: " + label, "Wait"),
                new IllegalStateException("injected"));
    }
}
