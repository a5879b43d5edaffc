package dev.landfall.loopback;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import java.io.IOException;
import java.lang.instrument.Instrumentation;
import net.bytebuddy.agent.builder.AgentBuilder;
import net.bytebuddy.implementation.FixedValue;
import org.jspecify.annotations.Nullable;

/**
 * Java agent for the functions invoker. The invoker listens on every interface and takes no bind address; with this
 * agent the Jetty connector inside it answers {@code getHost()} with 127.0.0.1, so that it binds the loopback
 * interface only. Neither the invoker nor the function's artifact is changed: the agent is a flag of the JVM.
 *
 * <p>With the argument {@code exit-on-stdin-close} it also ends the JVM when its standard input is closed, which is what
 * happens when the process that started it is gone.
 *
 * <p>If the class is not found in the invoker, nothing is changed: {@code LoopbackAgentIT} proves the effect.
 */
public final class LoopbackAgent {
    private static final String CONNECTOR = "org.eclipse.jetty.server.AbstractNetworkConnector";

    private LoopbackAgent() {}

    /** Called by the JVM before {@code main}. */
    public static void premain(@Nullable String arguments, Instrumentation instrumentation) {
        if ("exit-on-stdin-close".equals(arguments)) {
            endWithParent();
        }
        new AgentBuilder.Default()
                .type(named(CONNECTOR))
                .transform((builder, type, loader, module, domain) -> builder.method(
                                named("getHost").and(takesArguments(0)))
                        .intercept(FixedValue.value("127.0.0.1")))
                .installOn(instrumentation);
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
