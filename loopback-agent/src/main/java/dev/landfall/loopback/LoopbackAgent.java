package dev.landfall.loopback;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import java.lang.instrument.Instrumentation;
import net.bytebuddy.agent.builder.AgentBuilder;
import net.bytebuddy.implementation.FixedValue;

/**
 * Java agent for the functions invoker. The invoker listens on every interface and takes no bind address; with this
 * agent the Jetty connector inside it answers {@code getHost()} with 127.0.0.1, so that it binds the loopback
 * interface only. Neither the invoker nor the function's artifact is changed: the agent is a flag of the JVM.
 *
 * <p>If the class is not found in the invoker, nothing is changed: {@code LoopbackAgentIT} proves the effect.
 */
public final class LoopbackAgent {
    private static final String CONNECTOR = "org.eclipse.jetty.server.AbstractNetworkConnector";

    private LoopbackAgent() {}

    /** Called by the JVM before {@code main}. */
    public static void premain(String arguments, Instrumentation instrumentation) {
        new AgentBuilder.Default()
                .type(named(CONNECTOR))
                .transform((builder, type, loader, module, domain) -> builder.method(
                                named("getHost").and(takesArguments(0)))
                        .intercept(FixedValue.value("127.0.0.1")))
                .installOn(instrumentation);
    }
}
