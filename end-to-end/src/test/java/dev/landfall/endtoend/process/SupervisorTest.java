package dev.landfall.endtoend.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupervisorTest {
    @TempDir
    Path logs;

    /** A child JVM for the tests: sleeps, or ends with the status it is given. */
    static final class Child {
        public static void main(String[] arguments) throws InterruptedException {
            System.out.println("child says hello");
            if (arguments[0].equals("sleep")) {
                Thread.sleep(Duration.ofMinutes(5).toMillis());
            }
            System.exit(Integer.parseInt(arguments[0]));
        }
    }

    @Test
    void aChildThatEndsByItselfIsNamedWithTheEndOfItsLog() throws InterruptedException {
        try (Supervisor supervisor = Supervisor.create(logs)) {
            ChildProcess child = supervisor.start("fragile", child("7"), Map.of());
            child.waitFor();
            assertThatThrownBy(supervisor::check)
                    .isInstanceOf(ProcessFailedException.class)
                    .hasMessageContainingAll("fragile", "status 7", "child says hello");
        }
    }

    @Test
    void waitingForOneProcessNoticesThatAnotherDied() {
        try (Supervisor supervisor = Supervisor.create(logs)) {
            supervisor.start("fragile", child("3"), Map.of());
            assertThatThrownBy(() -> supervisor.run("long", child("sleep"), Map.of()))
                    .hasMessageContaining("'fragile'");
        }
    }

    @Test
    void closeLeavesNothingRunning() {
        ProcessHandle handle;
        try (Supervisor supervisor = Supervisor.create(logs)) {
            ChildProcess child = supervisor.start("sleeper", child("sleep"), Map.of());
            handle = ProcessHandle.of(child.pid()).orElseThrow();
            assertThat(handle.isAlive()).isTrue();
        }
        assertThat(handle.isAlive()).isFalse();
    }

    @Test
    void aProcessThatMayEndIsNoFailure() throws InterruptedException {
        try (Supervisor supervisor = Supervisor.create(logs)) {
            assertThat(supervisor.run("short", child("4"), Map.of()).waitFor()).isEqualTo(4);
            supervisor.check();
        }
    }

    private static JavaCommand child(String argument) {
        return JavaCommand.mainClass(System.getProperty("java.class.path"), Child.class.getName(), List.of(argument));
    }
}
