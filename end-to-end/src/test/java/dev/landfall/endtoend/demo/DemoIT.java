package dev.landfall.endtoend.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The whole pipeline: real Hive and HDFS, the replicator, the deployable functions in the real invoker, the local cloud. */
class DemoIT {
    @Test
    void everyTargetEqualsItsSourceAndNothingIsLeftRunning() {
        int status = new CommandLine(new DemoCommand()).execute("--scale", "0.001");

        assertThat(status).isZero();
        List<String> left = ProcessHandle.current()
                .descendants()
                .map(ProcessHandle::toString)
                .toList();
        assertThat(left).isEmpty();
    }
}
