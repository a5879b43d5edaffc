package dev.landfall.core.crash;

import dev.landfall.core.landing.LandingBucket;
import dev.landfall.core.ledger.LedgerStore;
import dev.landfall.core.load.MergeQueue;
import dev.landfall.core.warehouse.Warehouse;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The seam between Landfall and the world: every call of a port. Whatever a port can do is a side effect unless it is
 * listed here as a read, so a method that somebody adds to a port is counted without anybody thinking of it.
 */
public final class SideEffects {
    private static final Map<Class<?>, Set<String>> READS = Map.of(
            LedgerStore.class,
                    Set.of("file", "batch", "table", "tables", "files", "batches", "known", "counts", "sweptUntil"),
            Warehouse.class, Set.of("knows", "await", "table", "tables", "read", "bytesScanned"),
            LandingBucket.class, Set.of("list", "find", "head"),
            MergeQueue.class, Set.of());

    private SideEffects() {}

    /** Told of every call; what it throws is thrown in place of the answer. Thread-safe if the port is. */
    public interface Observer {
        /** Before anything happened. */
        void before(Call call);

        /** After it happened, before the caller knows. */
        void after(Call call);
    }

    /**
     * One call of a port.
     *
     * @param effect false if it only reads
     * @param label the port, the method and what tells this call from its likes
     */
    public record Call(boolean effect, String method, String label) {}

    /**
     * The port as this observer sees it.
     *
     * @throws IllegalArgumentException if nobody has said which of the port's methods read
     */
    public static <P> P watch(Class<P> port, P real, Observer observer) {
        Set<String> reads = READS.get(port);
        if (reads == null || !methods(port).containsAll(reads)) {
            throw new IllegalArgumentException("Say in SideEffects which methods of " + port + " only read");
        }
        return port.cast(Proxy.newProxyInstance(
                SideEffects.class.getClassLoader(), new Class<?>[] {port}, (proxy, method, arguments) -> {
                    if (method.getDeclaringClass() == Object.class) {
                        return invoke(real, method, arguments);
                    }
                    Call call = new Call(
                            !reads.contains(method.getName()), method.getName(), label(port, method, arguments));
                    observer.before(call);
                    Object answer = invoke(real, method, arguments);
                    observer.after(call);
                    return answer;
                }));
    }

    private static Set<String> methods(Class<?> port) {
        return Arrays.stream(port.getMethods()).map(Method::getName).collect(Collectors.toSet());
    }

    /** Names a call by its first argument, if that has a name of its own. */
    private static String label(Class<?> port, Method method, Object @Nullable [] arguments) {
        String first = arguments == null || arguments.length == 0 ? "" : String.valueOf(arguments[0]);
        boolean telling = first.length() < 200 && first.indexOf('@') < 0 && first.indexOf('[') < 0;
        return port.getSimpleName() + "." + method.getName() + (telling ? " " + first : "");
    }

    private static @Nullable Object invoke(Object real, Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
