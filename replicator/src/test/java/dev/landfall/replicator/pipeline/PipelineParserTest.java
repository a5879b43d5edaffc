package dev.landfall.replicator.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.landfall.core.table.ColumnName;
import dev.landfall.core.table.FileFormat;
import dev.landfall.core.table.LoadMode;
import dev.landfall.core.table.Partitioning;
import dev.landfall.core.table.TableId;
import dev.landfall.replicator.format.PartFormat;
import dev.landfall.replicator.window.WindowRule;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PipelineParserTest {
    private static final Path FOLDER = Path.of("/etc/landfall");

    private static final String WHOLE = """
            version: 1
            landing: gs://landfall-landing
            state: ./state
            connections:
              warehouse: { kind: hive, url: "jdbc:hive2://127.0.0.1:10000/default", user: root, password: "${HIVE_PASSWORD}", drivers: ./drivers }
              lake:      { kind: hdfs, uri: "hdfs://127.0.0.1:8020" }
            tables:
              - target: tpch.orders
                source: { connection: warehouse, table: tpch.orders, watermark: { column: updated_at, overlap: PT10M, settle: PT1S } }
                format: parquet
                mode: merge
                keys: [o_orderkey]
                order: [updated_at]
                partition: { column: o_orderdate, by: DAY, immutable: true }
                cluster: [o_custkey]
              - target: tpch.customer
                source: { connection: lake, directory: /staging/customer, format: avro, quiet: PT1M, success: required }
                mode: merge
                keys: [c_custkey]
                order: [updated_at]
            """;

    @Test
    void everyKeyIsRead() {
        Pipeline pipeline = parse(WHOLE);

        assertThat(pipeline.landing()).isEqualTo(new Landing("landfall-landing", "landing/"));
        assertThat(pipeline.state()).isEqualTo(StateLocation.embedded(FOLDER.resolve("./state")));
        PipelineTable orders = pipeline.tables().get(0);
        JdbcConnection warehouse = new JdbcConnection(
                "warehouse",
                Dialect.HIVE,
                "jdbc:hive2://127.0.0.1:10000/default",
                "root",
                new Secret("s3cret"),
                FOLDER.resolve("./drivers"),
                ZoneOffset.UTC);
        assertThat(orders.source())
                .isEqualTo(new JdbcSourceConfig(
                        warehouse,
                        SourceTableName.parse("tpch.orders"),
                        new SourceName("updated_at"),
                        new WindowRule(Duration.ofMinutes(10), Duration.ofSeconds(1)),
                        PartFormat.PARQUET));
        assertThat(orders.spec().target()).isEqualTo(TableId.of("tpch", "orders"));
        assertThat(orders.spec().mode()).isEqualTo(LoadMode.MERGE);
        assertThat(orders.spec().keys()).containsExactly(new ColumnName("o_orderkey"));
        assertThat(orders.spec().order()).containsExactly(new ColumnName("updated_at"));
        assertThat(orders.spec().clustering()).containsExactly(new ColumnName("o_custkey"));
        assertThat(orders.spec().partitioning())
                .isEqualTo(new Partitioning(new ColumnName("o_orderdate"), Partitioning.Granularity.DAY, true));
        PipelineTable customer = pipeline.tables().get(1);
        assertThat(customer.source())
                .isEqualTo(new HdfsSourceConfig(
                        new HdfsConnection("lake", URI.create("hdfs://127.0.0.1:8020"), null),
                        "/staging/customer",
                        FileFormat.AVRO,
                        Duration.ofMinutes(1),
                        true));
    }

    @Test
    void defaultsAreAsDocumented() {
        PipelineTable table = parse(WHOLE.replace(", overlap: PT10M, settle: PT1S", "")
                        .replace("    format: parquet\n", "")
                        .replace(", quiet: PT1M, success: required", ""))
                .tables()
                .get(0);

        JdbcSourceConfig hive = (JdbcSourceConfig) table.source();
        assertThat(hive.windows()).isEqualTo(new WindowRule(Duration.ofMinutes(5), Duration.ZERO));
        assertThat(hive.format()).isEqualTo(PartFormat.AVRO);
    }

    @Test
    void secretsNeverShow() {
        assertThat(parse(WHOLE).toString()).doesNotContain("s3cret");
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "version: 1 | version: 2 | 1: 'version' is 1, not '2': this Landfall reads no other",
                "landing: gs | landign: gs | 2: unknown key 'landign' in a pipeline; did you mean 'landing'?",
                "gs://landfall-landing | s3://x | 2: 'landing': 's3://x' is not a landing place",
                "state: ./state | state: ${HOME} | 3: 'state' may not hold a variable: only 'password'",
                "state: ./state | state: | 3: 'state' of a pipeline has no value",
                "kind: hive | kind: hvie | 5: kind 'hvie' is not supported; did you mean 'hive'?",
                "kind: hive | kind: carrier_pigeon | 5: kind 'carrier_pigeon' is not supported; known: hdfs, hive, jdbc, kafka",
                "${HIVE_PASSWORD} | hunter2 | 5: 'password' names an environment variable, ${NAME}",
                "${HIVE_PASSWORD} | ${NOT_SET} | 5: 'password': the environment variable NOT_SET is not set",
                "drivers: ./drivers | driver: ./drivers | 5: unknown key 'driver' in connection 'warehouse'; did you mean 'drivers'?",
                "/default\" | /default;password=x\" | 5: 'url': the URL holds a password",
                "target: tpch.orders | target: orders | 8: 'target': 'orders' does not name a table",
                "connection: warehouse | connection: warehose | 9: there is no connection 'warehose'; did you mean 'warehouse'?",
                "column: updated_at | colum: updated_at | 9: unknown key 'colum' in a watermark; did you mean 'column'?",
                "overlap: PT10M | overlap: 10m | 9: 'overlap' is a duration like PT5M or PT36H, not '10m'",
                "overlap: PT10M | overlap: -PT1S | 9: 'overlap' is a duration like PT5M or PT36H, not '-PT1S'",
                "column: updated_at | column: \"a`b\" | 9: 'column': 'a`b' is not a name that can be read from a source",
                "format: parquet | format: orc | 10: 'format': rows are written as avro or parquet, not 'orc'",
                "mode: merge | mode: upsert | 11: 'mode': 'upsert' is not a mode",
                "keys: [o_orderkey] | keys: o_orderkey | 12: 'keys' of a table is a list, not the value 'o_orderkey'",
                "keys: [o_orderkey] | keys: [{a: b}] | 12: 'keys' of a table is one value, not a mapping",
                "keys: [o_orderkey] | kees: [o_orderkey] | 12: unknown key 'kees' in a table; did you mean 'keys'?",
                "keys: [o_orderkey] | order: [x] | 13: key 'order' is there twice in a table",
                "by: DAY | by: WEEK | 14: 'by': 'WEEK' is not a partition width",
                "immutable: true | immutable: maybe | 14: 'immutable' is true or false, not 'maybe'",
                "success: required | success: yes | 17: 'success' is required or ignored, not 'yes'",
                "directory: /staging/customer | directory: staging | 17: 'directory': 'staging' is not an absolute path",
                "target: tpch.customer | target: tpch.orders | 16: target tpch.orders is also on line 8",
                "cluster: [o_custkey] | cluster: [ | 16: not YAML:",
            })
    void wrongThingsAreNamedWithTheirLine(String right, String wrong, String problem) {
        String text = WHOLE.replaceFirst(
                java.util.regex.Pattern.quote(right),
                java.util.regex.Matcher.quoteReplacement(wrong == null ? "" : wrong));

        assertThatThrownBy(() -> parse(text)).hasMessageContaining("pipeline.yaml:" + problem);
    }

    @Test
    void problemsInSeveralPlacesAreReportedTogether() {
        PipelineException problems = catchThrowableOfType(
                PipelineException.class,
                () -> parse(WHOLE.replace("mode: merge", "mode: upsert").replace("version: 1", "version: one")));

        assertThat(problems.problems()).hasSize(3);
    }

    @Test
    void overlapIsRefusedWhereRowsThatComeTwiceWouldStay() {
        String append = WHOLE.replace("    keys: [o_orderkey]\n", "").replaceFirst("mode: merge", "mode: append");

        assertThatThrownBy(() -> parse(append))
                .hasMessageContaining("pipeline.yaml:9: 'overlap' reads rows again, and mode append would keep them");
        assertThat(((JdbcSourceConfig) parse(append.replace("overlap: PT10M, ", ""))
                                .tables()
                                .get(0)
                                .source())
                        .windows()
                        .overlap())
                .isZero();
    }

    @Test
    void landingMayHaveAPrefix() {
        assertThat(Landing.parse("gs://b-1/in/here/")).isEqualTo(new Landing("b-1", "in/here/"));
    }

    @Test
    void anEmptyFileAndAMissingFileAreNamed() {
        assertThatThrownBy(() -> parse("")).hasMessage("pipeline.yaml:1: the file is empty");
        assertThatThrownBy(() -> new PipelineParser(Map.of()).parse(Path.of("/nowhere/p.yaml")))
                .hasMessageContaining("/nowhere/p.yaml: cannot be read");
        assertThatThrownBy(() -> parse("[1, 2]")).hasMessageContaining("a pipeline is a mapping");
        assertThatThrownBy(() -> parse("version: 1\nlanding: gs://bbb\nstate: s\nconnections: {}\n"))
                .isInstanceOfSatisfying(
                        PipelineException.class,
                        e -> assertThat(e.problems())
                                .isEqualTo(
                                        List.of(
                                                "pipeline.yaml:1: a pipeline needs the key 'tables' with at least one table, or 'templates'")));
    }

    private static Pipeline parse(String text) {
        return new PipelineParser(Map.of("HIVE_PASSWORD", "s3cret")).parse("pipeline.yaml", text, FOLDER);
    }
}
