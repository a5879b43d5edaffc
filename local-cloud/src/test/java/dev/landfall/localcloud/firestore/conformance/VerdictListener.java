package dev.landfall.localcloud.firestore.conformance;

import java.util.Map;
import java.util.TreeMap;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/** Notes what became of each test. A class that cannot even begin counts as one failed test of its name. Thread-safe. */
final class VerdictListener implements TestExecutionListener {
    private final Map<String, Verdict> verdicts = new TreeMap<>();
    private final Map<String, Throwable> causes = new TreeMap<>();

    @Override
    public synchronized void executionSkipped(TestIdentifier test, String reason) {
        verdicts.put(name(test), Verdict.SKIPPED);
    }

    @Override
    public synchronized void executionFinished(TestIdentifier test, TestExecutionResult result) {
        boolean failed = result.getStatus() == TestExecutionResult.Status.FAILED;
        if (test.isTest() || failed) {
            verdicts.put(name(test), verdict(result.getStatus()));
        }
        if (failed) {
            result.getThrowable().ifPresent(cause -> causes.put(name(test), cause));
        }
    }

    private static Verdict verdict(TestExecutionResult.Status status) {
        return switch (status) {
            case SUCCESSFUL -> Verdict.PASSED;
            case ABORTED -> Verdict.SKIPPED;
            case FAILED -> Verdict.FAILED;
        };
    }

    /** The short name by which lists and reports know a test. */
    static String name(TestIdentifier test) {
        return test.getSource()
                .map(source -> {
                    if (source instanceof MethodSource method) {
                        return simple(method.getClassName()) + "." + test.getDisplayName();
                    }
                    return source instanceof ClassSource type ? simple(type.getClassName()) : test.getDisplayName();
                })
                .orElseGet(test::getDisplayName);
    }

    private static String simple(String className) {
        return className.substring(className.lastIndexOf('.') + 1);
    }

    /** By the names of the tests, sorted: {@code ITQueryTest.emptyResult}. */
    synchronized Map<String, Verdict> verdicts() {
        return new TreeMap<>(verdicts);
    }

    /** Why the failed ones failed. */
    synchronized Map<String, Throwable> causes() {
        return new TreeMap<>(causes);
    }
}
