package dev.landfall.core.setting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SettingTest {
    @Test
    void namesTheVariableThatMustBeSet() {
        assertThatThrownBy(() -> Setting.MERGE_TOPIC.in(Map.of("LANDFALL_MERGE_TOPIC", " ")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("LANDFALL_MERGE_TOPIC");
    }

    @Test
    void fallsBackOnlyWhereThatIsSaid() {
        assertThat(Setting.LANDING_PREFIX.in(Map.of())).isEqualTo("landing/");
        assertThat(Setting.DATASETS.listIn(Map.of())).isEmpty();
        assertThat(Setting.DATASETS.listIn(Map.of("LANDFALL_DATASETS", " sales,, crm ")))
                .containsExactly("sales", "crm");
    }

    @Test
    void readsDurations() {
        assertThat(Setting.DEADLINE.durationIn(Map.of())).isEqualTo(Duration.ofMinutes(8));
        assertThatThrownBy(() -> Setting.DEADLINE.durationIn(Map.of("LANDFALL_DEADLINE", "8m")))
                .hasMessageContaining("LANDFALL_DEADLINE")
                .hasMessageContaining("8m");
    }

    @ParameterizedTest
    @EnumSource(
            value = Program.class,
            names = {"LOADER", "MERGER", "SWEEPER"})
    void terraformSetsExactlyTheSettingsOfEachFunction(Program function) {
        assertThat(DeployedEnvironment.of(function).variables().keySet())
                .isEqualTo(Arrays.stream(Setting.values())
                        .filter(setting -> setting.readers().contains(function))
                        .map(Setting::variable)
                        .collect(Collectors.toSet()));
    }

    /** The table in the page is this list; when they differ, the failure prints the table to put there. */
    @Test
    void theDocumentationHasEverySetting() throws Exception {
        StringBuilder table = new StringBuilder("""
                | variable | loader | merger | sweeper | command | value | if not set | meaning |
                |---|---|---|---|---|---|---|---|
                """);
        for (Setting setting : Setting.values()) {
            table.append("| `").append(setting.variable()).append("` |");
            for (Program program : Program.values()) {
                table.append(setting.readers().contains(program) ? " yes |" : " |");
            }
            String fallback = setting.fallback()
                    .map(text -> text.isEmpty() ? "empty" : "`" + text + "`")
                    .orElse("an error");
            table.append(" ").append(source(setting)).append(" | ").append(fallback);
            table.append(" | ").append(setting.meaning()).append(" |\n");
        }
        assertThat(Files.readString(Path.of("../docs/deploy.md"))).contains(table);
    }

    private static String source(Setting setting) {
        return setting.source().contains(" ") ? setting.source() : "`" + setting.source() + "`";
    }
}
