package dev.landfall.endtoend.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import picocli.CommandLine;

/**
 * A migration with real parts: Hive and HDFS, DistCp with the Cloud Storage connector, writers that go on meanwhile, the
 * replicator, the deployable functions, the local cloud. Takes minutes: {@code ./mvnw -Pmigration ...}.
 */
@EnabledIfSystemProperty(named = "landfall.migration", matches = "true")
class InitialLoadDemoIT {
    @Test
    void afterTheDeltasEveryTargetEqualsItsSourceAlthoughWritersNeverStopped() {
        int status = new CommandLine(new DemoCommand()).execute("--initial-load", "--scale", "0.001");

        assertThat(status).isZero();
    }
}
