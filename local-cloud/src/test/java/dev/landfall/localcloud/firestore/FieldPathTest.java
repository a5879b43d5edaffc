package dev.landfall.localcloud.firestore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.StatusRuntimeException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FieldPathTest {
    @Test
    void quotedSegmentsMayHoldAnything() {
        assertThat(FieldPath.parse("a.`b.c`.`d\\`e`.`f\\\\`").segments()).isEqualTo(List.of("a", "b.c", "d`e", "f\\"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "a.", ".a", "a..b", "a-b", "1a", "`a", "`a`b", "``"})
    void whatIsNoPathIsRefused(String text) {
        assertThatThrownBy(() -> FieldPath.parse(text))
                .isInstanceOf(StatusRuntimeException.class)
                .hasMessageContaining("Invalid property path");
    }
}
