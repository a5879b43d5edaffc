package dev.landfall.replicator.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landfall.core.setting.Setting;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One file, several environments; and what a connection and a state may be. */
final class EnvironmentBlockTest {
    private static final String FILE = """
            version: 1
            landing: gs://landfall-test
            state: ./state
            connections:
              crm: { kind: jdbc, url: "jdbc:postgresql://test/crm", user: etl, password: "${CRM_PASSWORD}", drivers: ./drivers, zone: Europe/Berlin }
            environments:
              test: {}
              prod:
                landing: gs://landfall-prod
                state: { url: "jdbc:postgresql://db/landfall", user: landfall, password: "${STATE_PASSWORD}", folder: /var/lib/landfall }
                connections:
                  crm: { kind: jdbc, url: "jdbc:oracle:thin:@prod:1521/crm", drivers: ./oracle, dialect: { clock: "SELECT x FROM y", quotes: "[]", transactions: false } }
            tables:
              - target: crm.people
                source: { connection: crm, table: public.people, watermark: { column: changed } }
                mode: append
            """;
    private static final Map<String, String> SECRETS =
            Map.of("CRM_PASSWORD", "crm-secret", "STATE_PASSWORD", "state-secret");

    @Test
    void anEnvironmentKeepsWhatItDoesNotSay() {
        Pipeline pipeline = parse("test", FILE);

        assertThat(pipeline.environmentName()).contains("test");
        assertThat(pipeline.landing().bucket()).isEqualTo("landfall-test");
        JdbcConnection crm = connection(pipeline);
        assertThat(crm.dialect()).isEqualTo(Dialect.POSTGRESQL);
        assertThat(crm.zone()).isEqualTo(ZoneId.of("Europe/Berlin"));
        assertThat(crm.secret().orElseThrow().value()).isEqualTo("crm-secret");
    }

    @Test
    void anEnvironmentReplacesWhatItSays() {
        Pipeline pipeline = parse("prod", FILE);

        assertThat(pipeline.landing().bucket()).isEqualTo("landfall-prod");
        assertThat(pipeline.state().url()).isEqualTo("jdbc:postgresql://db/landfall");
        assertThat(pipeline.state().spool()).isEqualTo(Path.of("/var/lib/landfall/spool"));
        assertThat(pipeline.toString()).doesNotContain("secret");
        Dialect dialect = connection(pipeline).dialect();
        assertThat(dialect.name()).isEqualTo("oracle");
        assertThat(dialect.clock()).isEqualTo("SELECT x FROM y");
        assertThat(dialect.quoted(new SourceName("A"))).isEqualTo("[A]");
        assertThat(dialect.transactions()).isFalse();
        assertThat(dialect.timestamp()).isEqualTo(Dialect.ORACLE.timestamp());
    }

    @Test
    void theVariableChoosesToo() {
        Map<String, String> variables =
                Map.of("CRM_PASSWORD", "x", "STATE_PASSWORD", "y", Setting.ENVIRONMENT.variable(), "prod");

        assertThat(new PipelineParser(variables)
                        .parse("p.yaml", FILE, Path.of("/"))
                        .landing()
                        .bucket())
                .isEqualTo("landfall-prod");
    }

    @Test
    void oneMustBeChosenAndBeThere() {
        assertThatThrownBy(() -> new PipelineParser(SECRETS).parse("p.yaml", FILE, Path.of("/")))
                .hasMessageContaining(
                        "p.yaml:7: the file has environments: choose one of [prod, test] with --environment");
        assertThatThrownBy(() -> parse("prd", FILE))
                .hasMessageContaining("p.yaml:7: there is no environment 'prd'; did you mean 'prod'?");
        assertThatThrownBy(() -> parse("prod", FILE.replaceAll("(?s)environments:.*tables:", "tables:")))
                .hasMessageContaining("the file has no key 'environments'");
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "jdbc:postgresql://test/crm | jdbc:db2://test/crm | 5: no dialect is known for 'jdbc:db2://test/crm': name the one",
                "zone: Europe/Berlin | zone: Berlin | 5: 'zone': 'Berlin' is not a time zone such as",
                "zone: Europe/Berlin | dialect: oracel | 5: 'dialect': 'oracel' is not a dialect; did you mean 'oracle'?",
                "zone: Europe/Berlin | dialect: { quotes: x } | 5: 'quotes': 'x' is not an opening and a closing quote",
                "zone: Europe/Berlin | dialect: { timestamp: x } | 5: 'timestamp': 'x' needs one %s",
                "zone: Europe/Berlin | dialect: { clok: x } | 5: unknown key 'clok' in a dialect; did you mean 'clock'?",
                "state: ./state | state: { url: \"jdbc:mysql://x\", folder: x } | 3: 'url': 'jdbc:mysql://x' is not a PostgreSQL",
                "state: ./state | state: { url: \"jdbc:postgresql://x\" } | 3: state needs the key 'folder'",
            })
    void wrongThingsAreNamedWithTheirLine(String right, String wrong, String problem) {
        assertThatThrownBy(() -> parse("test", FILE.replace(right, wrong))).hasMessageContaining("p.yaml:" + problem);
    }

    private static JdbcConnection connection(Pipeline pipeline) {
        return Objects.requireNonNull(pipeline.databases().get("crm"));
    }

    private static Pipeline parse(String environment, String file) {
        return new PipelineParser(SECRETS).inEnvironment(environment).parse("p.yaml", file, Path.of("/"));
    }
}
