package dev.landfall.sweeper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.core.setting.DeployedEnvironment;
import dev.landfall.core.setting.Program;
import dev.landfall.core.setting.RecordingEnvironment;
import org.junit.jupiter.api.Test;

class EnvironmentTest {
    /** The function is built from what Terraform sets, with clients that are pointed at nothing and never called. */
    @Test
    void readsExactlyWhatTerraformSets() {
        DeployedEnvironment deployed = DeployedEnvironment.of(Program.SWEEPER);
        RecordingEnvironment environment = new RecordingEnvironment(deployed.pointedAtNothing());
        assertThat(new SweepFunction(environment)).isNotNull();
        assertThat(environment.askedOfLandfall()).isEqualTo(deployed.variables().keySet());
    }
}
