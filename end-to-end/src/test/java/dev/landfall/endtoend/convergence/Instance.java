package dev.landfall.endtoend.convergence;

import com.google.api.gax.grpc.GrpcStatusCode;
import com.google.api.gax.rpc.AbortedException;
import dev.landfall.core.crash.CrashPoints;
import dev.landfall.core.crash.SideEffects;
import dev.landfall.core.crash.SideEffects.Call;
import dev.landfall.core.failure.ErrorDetail;
import dev.landfall.core.failure.FailureClass;
import dev.landfall.core.landing.LandingBucket;
import dev.landfall.core.ledger.LedgerStore;
import dev.landfall.core.load.MergeQueue;
import dev.landfall.core.status.TransitionLog;
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
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;

/**
 * One process with both functions in it. Every call of a port goes through {@link Watch}, which may stop, refuse or kill
 * it. A process that died stays dead.
 */
final class Instance {
    private static final Duration PATIENCE = Duration.ofMinutes(8);

    private final CrashPoints crash = new CrashPoints();
    private final LoaderFunction loader;
    private final MergeFunction merger;

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
        Warehouse warehouse =
                watched(Warehouse.class, jobs, watch, label -> unavailable(label, FailureClass.LATER));
        MergeQueue queue = watched(MergeQueue.class, world.queue(), watch, Instance::aborted);
        TransitionLog log = new TransitionLog(
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        loader = LoaderOnPorts.of(
                Map.of(
                        "LANDFALL_STAGING_DATASET", world.staging(),
                        "LANDFALL_MERGE_TOPIC", "landfall-merge"),
                store,
                warehouse,
                watched(LandingBucket.class, world.bucket(), watch, Instance::aborted),
                queue,
                world.clock(),
                log);
        merger = MergerOnPorts.of(PATIENCE, store, warehouse, world.clock(), log);
    }

    boolean isDead() {
        return crash.isDead();
    }

    /** @throws RuntimeException as the function does: the event shall be delivered again */
    void accept(Delivery delivery) {
        crash.check();
        if (delivery.merge()) {
            merger.accept(delivery.event());
        } else {
            loader.accept(delivery.event());
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
        return new AbortedException(
                "injected: " + label, null, GrpcStatusCode.of(Status.Code.ABORTED), true);
    }

    private static RuntimeException unavailable(String label, FailureClass failureClass) {
        return new WarehouseException(
                failureClass,
                new ErrorDetail("backendError", "injected: " + label, "Wait"),
                new IllegalStateException("injected"));
    }
}
