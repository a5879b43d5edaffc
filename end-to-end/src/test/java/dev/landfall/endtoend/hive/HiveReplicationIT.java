package dev.landfall.endtoend.hive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landfall.core.table.TableId;
import dev.landfall.endtoend.tpch.SandboxForTest;
import dev.landfall.replicator.delta.Delta;
import dev.landfall.replicator.delta.DeltaHistory;
import dev.landfall.replicator.delta.FinishedPart;
import dev.landfall.replicator.delta.SourceFile;
import dev.landfall.replicator.delta.SourcePartition;
import dev.landfall.replicator.extension.DeltaSource;
import dev.landfall.replicator.extension.PartSettings;
import dev.landfall.replicator.format.PartFormat;
import dev.landfall.replicator.pipeline.Dialect;
import dev.landfall.replicator.pipeline.JdbcConnection;
import dev.landfall.replicator.pipeline.JdbcSourceConfig;
import dev.landfall.replicator.pipeline.PartitionSourceConfig;
import dev.landfall.replicator.pipeline.SourceName;
import dev.landfall.replicator.pipeline.SourceTableName;
import dev.landfall.replicator.pipeline.TableCatalog.CatalogEntry;
import dev.landfall.replicator.source.jdbc.HivePartitionSource;
import dev.landfall.replicator.source.jdbc.JdbcCatalog;
import dev.landfall.replicator.source.jdbc.JdbcSession;
import dev.landfall.replicator.source.jdbc.JdbcSource;
import dev.landfall.replicator.window.WindowRule;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Sources on a real Hive: types and their edge values, partitions that are rewritten, the catalog. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
final class HiveReplicationIT {
    private static final TableId TARGET = TableId.of("sales", "orders");

    @TempDir
    static Path folder;

    private SandboxForTest sandbox;
    private JdbcConnection connection;
    private JdbcSession session;
    private final List<FinishedPart> parts = new ArrayList<>();

    @BeforeAll
    void start() throws IOException, InterruptedException {
        sandbox = SandboxForTest.start(folder);
        connection = new JdbcConnection(
                "warehouse", Dialect.HIVE, sandbox.url(), "root", null, SandboxForTest.driverFolder(), ZoneOffset.UTC);
        session = new JdbcSession(connection);
    }

    @AfterAll
    void stop() throws IOException {
        session.close();
        sandbox.close();
    }

    @Test
    @Timeout(300)
    void everyPlainTypeArrivesWithItsEdgeValues() throws Exception {
        execute(
                "CREATE TABLE edges (b boolean, ti tinyint, si smallint, i int, bi bigint, f float, d double,"
                        + " n decimal(38,38), s string, e string, c char(5), v varchar(3), bin binary, day date,"
                        + " updated_at timestamp) STORED AS ORC",
                "INSERT INTO edges SELECT true, cast(-128 AS tinyint), cast(-32768 AS smallint), -2147483648,"
                        + " cast('-9223372036854775808' AS bigint), cast('NaN' AS float), cast('-Infinity' AS double),"
                        + " cast('0." + "9".repeat(38) + "' AS decimal(38,38)), 'é€', '', cast('ab' AS char(5)),"
                        + " cast('abc' AS varchar(3)), unhex('00ff'), date '9999-12-31',"
                        + " timestamp '2026-03-29 02:30:00.123456789'",
                "INSERT INTO edges (updated_at) VALUES (timestamp '2026-01-01 00:00:00')");
        try (JdbcSource source = new JdbcSource(
                TARGET,
                new JdbcSourceConfig(
                        connection,
                        SourceTableName.parse("default.edges"),
                        new SourceName("updated_at"),
                        new WindowRule(Duration.ZERO, Duration.ZERO),
                        PartFormat.AVRO),
                new PartSettings(folder, 1_000_000),
                session)) {
            List<GenericRecord> rows =
                    deliver(source, source.discover(history(Map.of())).orElseThrow());

            GenericRecord edge = rows.stream()
                    .filter(row -> row.get("b") != null)
                    .findFirst()
                    .orElseThrow();
            assertThat(edge.get("ti")).isEqualTo(-128);
            assertThat(edge.get("si")).isEqualTo(-32768);
            assertThat(edge.get("i")).isEqualTo(Integer.MIN_VALUE);
            assertThat(edge.get("bi")).isEqualTo(Long.MIN_VALUE);
            assertThat(edge.get("f")).isEqualTo(Float.NaN);
            assertThat(edge.get("d")).isEqualTo(Double.NEGATIVE_INFINITY);
            assertThat(new BigDecimal(new BigInteger(((ByteBuffer) edge.get("n")).array()), 38))
                    .isEqualTo(new BigDecimal("0." + "9".repeat(38)));
            assertThat(edge.get("s")).hasToString("é€");
            assertThat(edge.get("e")).hasToString("");
            assertThat(edge.get("c")).hasToString("ab");
            assertThat(edge.get("v")).hasToString("abc");
            assertThat(((ByteBuffer) edge.get("bin")).array()).containsExactly(0, -1);
            assertThat(edge.get("day"))
                    .isEqualTo((int) LocalDate.parse("9999-12-31").toEpochDay());
            assertThat(edge.get("updated_at"))
                    .isEqualTo(LocalDateTime.parse("2026-03-29T02:30:00").toEpochSecond(ZoneOffset.UTC) * 1_000_000
                            + 123_456);
            GenericRecord empty = rows.stream()
                    .filter(row -> row.get("b") == null)
                    .findFirst()
                    .orElseThrow();
            assertThat(empty.getSchema().getFields())
                    .filteredOn(field -> empty.get(field.name()) != null)
                    .hasSize(1);
        }
        execute("CREATE TABLE nested (id int, tags array<array<int>>, updated_at timestamp) STORED AS ORC");
        assertThatThrownBy(() -> new JdbcSource(
                                TARGET,
                                new JdbcSourceConfig(
                                        connection,
                                        SourceTableName.parse("default.nested"),
                                        new SourceName("updated_at"),
                                        new WindowRule(Duration.ZERO, Duration.ZERO),
                                        PartFormat.AVRO),
                                new PartSettings(folder, 1_000_000),
                                session)
                        .discover(history(Map.of())))
                .hasMessageContaining("tags (array)")
                .hasMessageContaining("Replicate a view");
    }

    @Test
    @Timeout(300)
    void aPartitionThatIsOverwrittenIsReadWholeAndNoOther() throws Exception {
        execute(
                "CREATE TABLE days (id int) PARTITIONED BY (day date, country string) STORED AS ORC",
                "INSERT INTO days PARTITION (day = '2026-01-01', country = 'a:b') VALUES (1), (2)",
                "INSERT INTO days PARTITION (day = '2026-01-02', country = 'DE') VALUES (3)");
        try (HivePartitionSource source = partitions("days", false)) {
            Delta first = source.discover(history(Map.of())).orElseThrow();
            assertThat(first.partitions())
                    .extracting(SourcePartition::name)
                    .containsExactly("day=2026-01-01/country=a%3Ab", "day=2026-01-02/country=DE");
            assertThat(ids(deliver(source, first))).containsExactlyInAnyOrder(1, 2, 3);
            Map<String, String> known = known(first);
            assertThat(source.discover(history(known))).isEmpty();

            execute("INSERT OVERWRITE TABLE days PARTITION (day = '2026-01-01', country = 'a:b') VALUES (7)");
            Delta second = source.discover(history(known)).orElseThrow();
            assertThat(second.partitions())
                    .extracting(SourcePartition::name)
                    .containsExactly("day=2026-01-01/country=a%3Ab");
            List<GenericRecord> rows = deliver(source, second);
            assertThat(ids(rows)).containsExactly(7);
            assertThat(rows.get(0).get("country")).hasToString("a:b");
            assertThat(second.sequence()).isGreaterThan(first.sequence());
        }
    }

    @Test
    @Timeout(300)
    void aTableWithoutPartitionsIsASnapshotAlsoWhenItIsEmptied() throws Exception {
        execute("CREATE TABLE whole (id int) STORED AS PARQUET", "INSERT INTO whole VALUES (1), (2)");
        try (HivePartitionSource source = partitions("whole", true)) {
            Delta first = source.discover(history(Map.of())).orElseThrow();
            assertThat(ids(deliver(source, first))).containsExactlyInAnyOrder(1, 2);

            execute("TRUNCATE TABLE whole");
            Delta second = source.discover(history(known(first))).orElseThrow();
            assertThat(deliver(source, second)).isEmpty();
            assertThat(parts).hasSize(1);
            assertThat(source.discover(history(known(second)))).isEmpty();
        }
    }

    @Test
    @Timeout(300)
    void theCatalogListsTablesAndNotViews() throws Exception {
        execute("CREATE TABLE listed (id int)", "CREATE VIEW viewed AS SELECT * FROM listed");

        assertThat(new JdbcCatalog().tables(connection))
                .contains(new CatalogEntry("default", "listed"))
                .doesNotContain(new CatalogEntry("default", "viewed"));
    }

    private HivePartitionSource partitions(String table, boolean snapshot) {
        return new HivePartitionSource(
                TARGET,
                new PartitionSourceConfig(
                        connection, SourceTableName.parse("default." + table), snapshot, PartFormat.AVRO),
                new PartSettings(folder, 1_000_000),
                session);
    }

    private static Map<String, String> known(Delta delta) {
        Map<String, String> known = new HashMap<>();
        delta.partitions().forEach(partition -> known.put(partition.name(), partition.fingerprint()));
        return known;
    }

    private List<GenericRecord> deliver(DeltaSource source, Delta delta) throws IOException {
        parts.clear();
        source.extract(delta, parts::add);
        List<GenericRecord> rows = new ArrayList<>();
        for (FinishedPart part : parts) {
            try (DataFileReader<GenericRecord> reader =
                    new DataFileReader<>(part.file().toFile(), new GenericDatumReader<GenericRecord>())) {
                reader.forEach(rows::add);
            }
        }
        return rows;
    }

    private static List<Object> ids(List<GenericRecord> rows) {
        return rows.stream().map(row -> row.get("id")).toList();
    }

    private void execute(String... statements) throws SQLException {
        try (Connection open = sandbox.connect();
                Statement statement = open.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static DeltaHistory history(Map<String, String> partitions) {
        return new DeltaHistory() {
            @Override
            public Optional<LocalDateTime> watermark(TableId table) {
                return Optional.empty();
            }

            @Override
            public long lastSequence(TableId table) {
                return 0;
            }

            @Override
            public List<SourceFile> unknown(TableId table, List<SourceFile> candidates) {
                return candidates;
            }

            @Override
            public Map<String, String> partitions(TableId table) {
                return partitions;
            }
        };
    }
}
