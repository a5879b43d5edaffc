package dev.landfall.replicator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class DriverChatterTest {
    @Test
    void onlyLinesOfTheFacadeAreDropped() {
        ByteArrayOutputStream screen = new ByteArrayOutputStream();
        PrintStream errors = DriverChatter.dropFrom(new PrintStream(screen, true, StandardCharsets.UTF_8));

        errors.println("SLF4J: Failed to load class");
        errors.println("Grüße");
        errors.print("S");
        errors.println("LF4J: See http://www.slf4j.org");
        errors.print("no end of line SLF4J: here");
        errors.flush();

        assertThat(screen.toString(StandardCharsets.UTF_8).replace("\r", ""))
                .isEqualTo("Grüße\nno end of line SLF4J: here");
    }
}
