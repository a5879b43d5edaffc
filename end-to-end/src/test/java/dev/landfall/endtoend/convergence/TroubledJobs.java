package dev.landfall.endtoend.convergence;

import dev.landfall.core.failure.ErrorDetail;
import dev.landfall.core.failure.FailureClass;
import dev.landfall.core.warehouse.JobOutcome;
import dev.landfall.core.warehouse.LoadJob;
import dev.landfall.core.warehouse.Warehouse;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A warehouse some of whose jobs end with an error of the service, after which nothing of them took effect and their id
 * is used up, and some of whose jobs still run when the caller's time is over.
 */
final class TroubledJobs {
    private final Warehouse real;
    private final BooleanSupplier fails;
    private final BooleanSupplier stalls;
    private final Map<String, JobOutcome> failed = new ConcurrentHashMap<>();

    private TroubledJobs(Warehouse real, BooleanSupplier fails, BooleanSupplier stalls) {
        this.real = real;
        this.fails = fails;
        this.stalls = stalls;
    }

    static Warehouse over(Warehouse real, BooleanSupplier fails, BooleanSupplier stalls) {
        TroubledJobs troubles = new TroubledJobs(real, fails, stalls);
        return (Warehouse) Proxy.newProxyInstance(
                TroubledJobs.class.getClassLoader(), new Class<?>[] {Warehouse.class}, (proxy, method, arguments) -> {
                    Object answer = troubles.answer(method.getName(), arguments);
                    if (answer != null) {
                        return answer == Answer.NOTHING ? null : answer;
                    }
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private enum Answer {
        NOTHING
    }

    /** Null to ask the real one. */
    private @Nullable Object answer(String method, Object @Nullable [] arguments) {
        if (arguments == null) {
            return null;
        }
        String job = arguments[0] instanceof LoadJob load ? load.id() : String.valueOf(arguments[0]);
        return switch (method) {
            case "submit" ->
                failed.containsKey(job) || (fails.getAsBoolean() && !real.knows(job) && fail(job))
                        ? Answer.NOTHING
                        : null;
            case "knows" -> failed.containsKey(job) ? Boolean.TRUE : null;
            case "await" -> {
                JobOutcome outcome = failed.get(job);
                if (outcome != null) {
                    yield Optional.of(outcome);
                }
                yield stalls.getAsBoolean() ? Optional.empty() : null;
            }
            default -> null;
        };
    }

    private boolean fail(String job) {
        boolean later = job.hashCode() % 3 == 0;
        failed.put(
                job,
                new JobOutcome.Failure(
                        later ? FailureClass.LATER : FailureClass.RETRY,
                        new ErrorDetail(later ? "quotaExceeded" : "backendError", "injected: " + job, "Wait")));
        return true;
    }
}
