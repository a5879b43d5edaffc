package dev.landfall.endtoend.convergence;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary.Failure;

/** Runs test classes without Maven, for {@code src/test/mutations/run}; ends with 3 if one is red, and otherwise if it could not test. */
public final class RunTests {
    private static final int RED = 3;
    private static final int NOTHING_RUN = 4;

    private RunTests() {}

    public static void main(String[] classes) {
        SummaryGeneratingListener summary = new SummaryGeneratingListener();
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(Arrays.stream(classes)
                                        .map(name -> selectClass(name))
                                        .toList())
                                .build(),
                        summary);
        for (Failure failure : summary.getSummary().getFailures()) {
            System.out.println("RED "
                    + failure.getTestIdentifier()
                            .getSource()
                            .map(RunTests::simpleName)
                            .orElse("unknown"));
        }
        summary.getSummary().printFailuresTo(new PrintWriter(System.out, true, StandardCharsets.UTF_8), 5);
        boolean red = summary.getSummary().getTotalFailureCount() > 0;
        boolean ran = summary.getSummary().getTestsSucceededCount() > 0;
        System.exit(red ? RED : ran ? 0 : NOTHING_RUN);
    }

    private static String simpleName(TestSource source) {
        String name = source instanceof MethodSource method ? method.getClassName() : source.toString();
        return name.substring(name.lastIndexOf('.') + 1);
    }
}
