package dev.landfall.loopback;

import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Java agent for the functions invoker. The invoker listens on every interface and takes no bind address; with this
 * agent every server socket of the JVM that is opened as a channel binds the loopback interface, see
 * {@link LoopbackSelectorProvider}. Neither the invoker nor the function's artifact is changed: the agent is a flag of
 * the JVM.
 *
 * <p>With the argument {@code exit-on-stdin-close} it also ends the JVM when its standard input is closed, which is what
 * happens when the process that started it is gone.
 */
public final class LoopbackAgent {
    private LoopbackAgent() {}

    /** Called by the JVM before {@code main}. */
    public static void premain(@Nullable String arguments, Instrumentation instrumentation) {
        if ("exit-on-stdin-close".equals(arguments)) {
            endWithParent();
        }
        instrumentation.redefineModule(
                Object.class.getModule(),
                Set.of(),
                Map.of("sun.nio.ch", Set.of(LoopbackAgent.class.getModule())),
                Map.of(),
                Set.of(),
                Map.of());
        System.setProperty("java.nio.channels.spi.SelectorProvider", LoopbackSelectorProvider.class.getName());
    }

    private static void endWithParent() {
        Thread watch = new Thread(
                () -> {
                    try {
                        while (System.in.read() >= 0) {
                            // Whatever is written to the input does not matter; only its end does.
                        }
                    } catch (IOException e) {
                        System.err.println("Standard input cannot be read, so the parent is gone: " + e.getMessage());
                    }
                    Runtime.getRuntime().halt(0);
                },
                "end-with-parent");
        watch.setDaemon(true);
        watch.start();
    }
}
