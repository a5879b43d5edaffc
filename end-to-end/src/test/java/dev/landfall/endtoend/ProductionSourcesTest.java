package dev.landfall.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Reads the sources of what is deployed: nothing in them asks whether the cloud is local. */
class ProductionSourcesTest {
    private static final List<String> DEPLOYED = List.of(
            "core", "gcp", "gcs-loader-function", "merge-function", "sweep-function", "replicator", "migration", "cli");
    private static final Pattern LOCALITY = Pattern.compile(
            "EMULATOR|127\\.0\\.0\\.1|(?<!get)localhost|is_?local\\b|isEmulator", Pattern.CASE_INSENSITIVE);
    private static final Pattern OWN_VARIABLE = Pattern.compile("\"LANDFALL_[A-Z_]+\"");
    private static final String CLIENT_FACTORY = "gcp/src/main/java/dev/landfall/gcp/client/";

    @Test
    void onlyTheClientFactoryMayKnowAnEndpoint() throws IOException {
        List<String> found = new ArrayList<>();
        for (Path source : sources()) {
            String path = root().relativize(source).toString().replace('\\', '/');
            if (!path.startsWith(CLIENT_FACTORY)
                    && LOCALITY.matcher(code(source)).find()) {
                found.add(path);
            }
        }
        assertThat(found).isEmpty();
    }

    @Test
    void settingsAreReadThroughTheirList() throws IOException {
        List<String> found = new ArrayList<>();
        for (Path source : sources()) {
            if (OWN_VARIABLE.matcher(code(source)).find()) {
                found.add(root().relativize(source).toString());
            }
        }
        assertThat(found)
                .as("a variable is named by dev.landfall.core.setting.Setting alone")
                .isEmpty();
    }

    private static String code(Path source) throws IOException {
        return Files.readString(source).replaceAll("(?s)/\\*.*?\\*/", "").replaceAll("//[^\n]*", "");
    }

    private static List<Path> sources() throws IOException {
        List<Path> sources = new ArrayList<>();
        for (String module : DEPLOYED) {
            try (Stream<Path> files = Files.walk(root().resolve(module).resolve("src/main/java"))) {
                files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
            }
        }
        assertThat(sources).isNotEmpty();
        return sources;
    }

    private static Path root() {
        return Path.of("").toAbsolutePath().resolve("..").normalize();
    }
}
