package dev.landfall.replicator.source.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landfall.core.table.TableId;
import dev.landfall.replicator.delta.Delta;
import dev.landfall.replicator.delta.DeltaHistory;
import dev.landfall.replicator.delta.Extraction;
import dev.landfall.replicator.delta.FinishedPart;
import dev.landfall.replicator.delta.SourceFile;
import dev.landfall.replicator.extension.PartSettings;
import dev.landfall.replicator.failure.ReplicationException;
import dev.landfall.replicator.format.PartFormat;
import dev.landfall.replicator.pipeline.Dialect;
import dev.landfall.replicator.pipeline.JdbcConnection;
import dev.landfall.replicator.pipeline.JdbcSourceConfig;
import dev.landfall.replicator.pipeline.SourceName;
import dev.landfall.replicator.pipeline.SourceTableName;
import dev.landfall.replicator.window.Window;
import dev.landfall.replicator.window.WindowRule;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TimeZone;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HiveDialectTest {
    private static final TableId TARGET = TableId.of("sales", "orders");

    @TempDir
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private StandInHive hive;

    private final List<FinishedPart> parts = new ArrayList<>();

    @BeforeEach
    void start() {
        hive = new StandInHive(folder);
    }

    @AfterEach
    void stop() {
        hive.close();
    }

    @Test
    void firstDeltaTakesRowsWithoutWatermarkAndLaterOnesCountThem() throws IOException {
        hive.execute(
                "CREATE TABLE db.orders (id BIGINT, updated_at TIMESTAMP(9))",
                "INSERT INTO db.orders VALUES (1, TIMESTAMP '2026-01-01 10:00:00'), (2, NULL),"
                        + " (3, TIMESTAMP '2999-01-01 00:00:00')");
        try (JdbcSource source = source("updated_at", Duration.ofMinutes(5))) {
            Delta first = source.discover(history(null)).orElseThrow();
            Extraction extraction = source.extract(first, parts::add);

            assertThat(rows("id")).containsExactly(1L, 2L);
            assertThat(extraction.rowsWithoutWatermark()).isEqualTo(1);
            assertThat(extraction.rowsAhead()).isEqualTo(1);
            assertThat(first.sequence()).isEqualTo(first.rowWindow().sequence());
            assertThat(first.rowWindow().upper()).isBetween(now().minusMinutes(1), now().plusSeconds(1));
        }
    }

    @Test
    void laterDeltaReadsTheHalfOpenWindowWithItsOverlap() throws IOException {
        hive.execute(
                "CREATE TABLE db.orders (id BIGINT, updated_at TIMESTAMP(9))",
                "INSERT INTO db.orders VALUES (1, TIMESTAMP '2026-01-01 09:54:59.999999999'),"
                        + " (2, TIMESTAMP '2026-01-01 09:55:00'), (3, TIMESTAMP '2026-01-01 10:00:00'), (4, NULL)");
        try (JdbcSource source = source("UPDATED_AT", Duration.ofMinutes(5))) {
            Delta delta = source.discover(history(LocalDateTime.parse("2026-01-01T10:00")))
                    .orElseThrow();
            source.extract(delta, parts::add);

            assertThat(rows("id")).containsExactly(2L, 3L);
            assertThat(delta.query())
                    .startsWith("SELECT `src`.`id`, CAST(`src`.`updated_at` AS STRING) AS `updated_at`"
                            + " FROM `db`.`orders` `src` WHERE `src`.`updated_at` >="
                            + " CAST('2026-01-01 09:55:00.000000' AS TIMESTAMP) AND `src`.`updated_at` < CAST('");
        }
    }

    @Test
    void upperEndIsExclusiveAndTakenBeforeTheQuery() throws IOException {
        hive.execute(
                "CREATE TABLE db.orders (id BIGINT, updated_at TIMESTAMP(9))",
                "INSERT INTO db.orders VALUES (1, TIMESTAMP '2026-01-01 11:59:59.999999999'),"
                        + " (2, TIMESTAMP '2026-01-01 12:00:00')");
        Window window = new Window(null, null, LocalDateTime.parse("2026-01-01T12:00"));
        try (JdbcSource source = source("updated_at", Duration.ZERO)) {
            Extraction extraction = source.extract(Delta.ofRows(TARGET, window, "again"), parts::add);

            assertThat(rows("id")).containsExactly(1L);
            assertThat(extraction.rowsAhead()).isEqualTo(1);
        }
    }

    @Test
    void wallClocksArriveUnchangedWhateverTheZoneOfThisMachine() throws IOException {
        hive.execute(
                "CREATE TABLE db.orders (t TIMESTAMP(9), updated_at TIMESTAMP(9))",
                // 02:30 does not exist in Berlin on that day.
                "INSERT INTO db.orders VALUES (TIMESTAMP '2026-03-29 02:30:00.123456789', TIMESTAMP '2026-01-01 00:00:00')");
        TimeZone before = TimeZone.getDefault();
        TimeZone.setDefault(TimeZone.getTimeZone("Europe/Berlin"));
        try (JdbcSource source = source("updated_at", Duration.ZERO)) {
            source.extract(source.discover(history(null)).orElseThrow(), parts::add);

            LocalDateTime wallClock = LocalDateTime.parse("2026-03-29T02:30:00.123456");
            assertThat(rows("t")).containsExactly(wallClock.toEpochSecond(ZoneOffset.UTC) * 1_000_000 + 123_456);
        } finally {
            TimeZone.setDefault(before);
        }
    }

    @Test
    void everyPlainTypeIsCarried() throws IOException {
        hive.execute(
                "CREATE TABLE db.orders (b BOOLEAN, ti TINYINT, si SMALLINT, i INT, bi BIGINT, r REAL, d DOUBLE PRECISION,"
                        + " dec DECIMAL(20, 3), s STRING, c CHAR(5), vb VARBINARY(9), the_day DATE, updated_at TIMESTAMP(9))",
                "INSERT INTO db.orders VALUES (TRUE, 1, 2, 3, 4, 0.1, 0.1, 12.345, 'text', 'ab', X'00ff',"
                        + " DATE '2026-02-28', TIMESTAMP '2026-01-01 00:00:00')");
        try (JdbcSource source = source("updated_at", Duration.ZERO)) {
            Extraction extraction =
                    source.extract(source.discover(history(null)).orElseThrow(), parts::add);

            assertThat(rows("r")).containsExactly(0.1f);
            assertThat(rows("d")).containsExactly(0.1);
            assertThat(rows("c")).hasToString("[ab]");
            assertThat(rows("the_day")).containsExactly(20512);
            assertThat(extraction.schema())
                    .contains("{\"type\":\"bytes\",\"logicalType\":\"decimal\",\"precision\":20,\"scale\":3}");
        }
    }

    @Test
    void columnsThatCannotBeCarriedAreAllNamed() {
        hive.execute("CREATE TABLE db.orders (id BIGINT, tags INT ARRAY, `odd name` INT, updated_at TIMESTAMP)");
        try (JdbcSource source = source("updated_at", Duration.ZERO)) {
            assertThatThrownBy(() -> source.discover(history(null)))
                    .isInstanceOf(ReplicationException.class)
                    .hasMessageContaining("Table db.orders has columns that cannot be carried yet: tags (")
                    .hasMessageContaining("odd name (Column name 'odd name' cannot be carried");
        }
    }

    @Test
    void aWatermarkMustExistAndBeATimestamp() {
        hive.execute("CREATE TABLE db.orders (id BIGINT, updated_at TIMESTAMP)");
        try (JdbcSource source = source("id", Duration.ZERO)) {
            assertThatThrownBy(() -> source.discover(history(null)))
                    .hasMessageContaining("a watermark needs a TIMESTAMP");
        }
        try (JdbcSource source = source("changed", Duration.ZERO)) {
            assertThatThrownBy(() -> source.discover(history(null)))
                    .hasMessageContaining("has no column changed")
                    .hasMessageContaining("[id, updated_at]");
        }
    }

    @Test
    void aMissingTableAndAMissingDriverAreNamed() {
        try (JdbcSource source = source("updated_at", Duration.ZERO)) {
            assertThatThrownBy(() -> source.discover(history(null)))
                    .hasMessageContaining("table db.orders on connection warehouse");
        }
        JdbcConnection without = new JdbcConnection(
                "warehouse", Dialect.HIVE, "jdbc:hive2://x", null, null, folder.resolve("nowhere"), ZoneOffset.UTC);
        try (JdbcSource source = source(without, "updated_at", Duration.ZERO)) {
            assertThatThrownBy(() -> source.discover(history(null))).hasMessageContaining("holds no jar");
        }
        JdbcConnection other = new JdbcConnection(
                "warehouse",
                Dialect.HIVE,
                "jdbc:hive2://x",
                null,
                null,
                hive.config().drivers(),
                ZoneOffset.UTC);
        try (JdbcSource source = source(other, "updated_at", Duration.ZERO)) {
            assertThatThrownBy(() -> source.discover(history(null))).hasMessageContaining("found: org.h2.Driver");
        }
    }

    private JdbcSource source(String watermark, Duration overlap) {
        return source(hive.config(), watermark, overlap);
    }

    private JdbcSource source(JdbcConnection connection, String watermark, Duration overlap) {
        return new JdbcSource(
                TARGET,
                new JdbcSourceConfig(
                        connection,
                        SourceTableName.parse("db.orders"),
                        new SourceName(watermark),
                        new WindowRule(overlap, Duration.ZERO),
                        PartFormat.AVRO),
                new PartSettings(folder, 1_000_000),
                new JdbcSession(connection));
    }

    private static LocalDateTime now() {
        return LocalDateTime.now(ZoneOffset.UTC);
    }

    private List<Object> rows(String column) throws IOException {
        List<Object> values = new ArrayList<>();
        for (FinishedPart part : parts) {
            try (DataFileReader<GenericRecord> reader =
                    new DataFileReader<>(part.file().toFile(), new GenericDatumReader<GenericRecord>())) {
                reader.forEach(row -> values.add(row.get(column)));
            }
        }
        return values;
    }

    private static DeltaHistory history(@Nullable LocalDateTime watermark) {
        return new DeltaHistory() {
            @Override
            public Optional<LocalDateTime> watermark(TableId table) {
                return Optional.ofNullable(watermark);
            }

            @Override
            public long lastSequence(TableId table) {
                return 0;
            }

            @Override
            public List<SourceFile> unknown(TableId table, List<SourceFile> candidates) {
                return candidates;
            }
        };
    }
}
