package dev.landfall.hivesandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class SandboxOptionsTest {
    @Test
    void readsEveryFlag() {
        assertThat(SandboxOptions.parse(
                        List.of("--ports-file", "/a/ports", "--directory", "/a/b/../c", "--exit-on-stdin-close")))
                .contains(new SandboxOptions(Path.of("/a/c"), Path.of("/a/ports"), true));
    }

    @Test
    void helpNeedsNothingElse() {
        assertThat(SandboxOptions.parse(List.of("--help"))).isEmpty();
    }

    @Test
    void namesTheFlagThatIsWrong() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SandboxOptions.parse(List.of("--port", "1")))
                .withMessageContaining("'--port'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SandboxOptions.parse(List.of("--directory")))
                .withMessageContaining("--directory needs a path");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SandboxOptions.parse(List.of("--directory", "/a")))
                .withMessageContaining("--ports-file is missing");
    }
}
