package dev.landfall.replicator.source.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landfall.core.table.TableId;
import dev.landfall.replicator.RealPostgres;
import dev.landfall.replicator.delta.Delta;
import dev.landfall.replicator.delta.DeltaHistory;
import dev.landfall.replicator.delta.Extraction;
import dev.landfall.replicator.delta.FinishedPart;
import dev.landfall.replicator.delta.SourceFile;
import dev.landfall.replicator.extension.PartSettings;
import dev.landfall.replicator.format.PartFormat;
import dev.landfall.replicator.pipeline.Dialect;
import dev.landfall.replicator.pipeline.JdbcConnection;
import dev.landfall.replicator.pipeline.JdbcSourceConfig;
import dev.landfall.replicator.pipeline.SourceName;
import dev.landfall.replicator.pipeline.SourceTableName;
import dev.landfall.replicator.pipeline.TableCatalog.CatalogEntry;
import dev.landfall.replicator.window.WindowRule;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TimeZone;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables of a real PostgreSQL. */
@SuppressWarnings("NullAway.Init")
final class PostgresDialectTest {
    private static final TableId TARGET = TableId.of("crm", "people");

    @TempDir
    Path folder;

    private final RealPostgres postgres = RealPostgres.newDatabase();
    private final List<FinishedPart> parts = new ArrayList<>();
    private final List<JdbcSession> sessions = new ArrayList<>();

    @AfterEach
    void close() {
        sessions.forEach(JdbcSession::close);
    }

    @Test
    void everyPlainTypeArrivesWithItsEdgeValues() throws IOException {
        postgres.execute(
                "CREATE TABLE people (b boolean, si smallint, i integer, bi bigint, r real, d double precision,"
                        + " n numeric(38, 38), t text, c char(5), v varchar(3), bytes bytea, day date,"
                        + " updated_at timestamp, at timestamptz, u uuid, j jsonb)",
                "INSERT INTO people VALUES (true, -32768, -2147483648, -9223372036854775808, 'NaN', '-Infinity',"
                        + " 0." + "9".repeat(38) + ", '', 'ab', 'é\u20ac😀', '\\x00ff', '0001-01-01',"
                        + " '0001-01-01 00:00:00', '9999-12-31 23:59:59.999999+00',"
                        + " '00000000-0000-0000-0000-000000000001', '{\"a\": 1}')",
                "INSERT INTO people (updated_at) VALUES ('2026-01-01')");
        JdbcSource source = source(Duration.ZERO, ZoneOffset.UTC);
        Extraction extraction = source.extract(source.discover(history(null)).orElseThrow(), parts::add);

        GenericRecord edge = rows().get(0);
        assertThat(edge.get("b")).isEqualTo(true);
        assertThat(edge.get("si")).isEqualTo(-32768);
        assertThat(edge.get("bi")).isEqualTo(Long.MIN_VALUE);
        assertThat(edge.get("r")).isEqualTo(Float.NaN);
        assertThat(edge.get("d")).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(new BigDecimal(new BigInteger(((ByteBuffer) edge.get("n")).array()), 38))
                .isEqualTo(new BigDecimal("0." + "9".repeat(38)));
        assertThat(edge.get("t")).hasToString("");
        assertThat(edge.get("c")).hasToString("ab");
        assertThat(edge.get("v")).hasToString("é\u20ac😀");
        assertThat(edge.get("day")).isEqualTo(-719162);
        assertThat(edge.get("updated_at")).isEqualTo(-62135596800000000L);
        assertThat(edge.get("at")).isEqualTo(253402300799999999L);
        assertThat(edge.get("u")).hasToString("00000000-0000-0000-0000-000000000001");
        assertThat(edge.get("j")).hasToString("{\"a\": 1}");
        GenericRecord empty = rows().get(1);
        assertThat(empty.getSchema().getFields())
                .filteredOn(field -> empty.get(field.name()) != null)
                .hasSize(1);
        assertThat(extraction.rowsWithoutWatermark()).isZero();
    }

    @Test
    void whatCannotBeCarriedIsNamed() {
        postgres.execute(
                "CREATE TABLE people (n numeric, tags text[], span interval, updated_at timestamp)",
                "CREATE TABLE far (updated_at timestamp)");
        try (JdbcSource source = source(Duration.ZERO, ZoneOffset.UTC)) {
            assertThatThrownBy(() -> source.discover(history(null)))
                    .hasMessageContaining("n (a number without precision: cast it to numeric(p, s))")
                    .hasMessageContaining("tags (_text)")
                    .hasMessageContaining("span (interval)");
        }
        postgres.execute(
                "DROP TABLE people",
                "CREATE TABLE people (updated_at timestamp)",
                "INSERT INTO people VALUES ('infinity'), ('-infinity')");
        JdbcSource source = source(Duration.ZERO, ZoneOffset.UTC);
        Delta delta = source.discover(history(null)).orElseThrow();
        assertThatThrownBy(() -> source.extract(delta, parts::add))
                .hasMessageContaining("Column updated_at: ")
                .hasMessageContaining("is outside of the years 0001 to 9999");
    }

    @Test
    void theClockIsTheZoneThatRowsAreStampedInWhateverThisMachinesZone() {
        postgres.execute("CREATE TABLE people (id int, updated_at timestamp)");
        TimeZone before = TimeZone.getDefault();
        TimeZone.setDefault(TimeZone.getTimeZone("Asia/Tokyo"));
        try {
            ZoneId zone = ZoneId.of("America/New_York");
            LocalDateTime upper = source(Duration.ZERO, zone)
                    .discover(history(null))
                    .orElseThrow()
                    .rowWindow()
                    .upper();
            assertThat(upper)
                    .isBetween(
                            LocalDateTime.now(zone).minusMinutes(1),
                            LocalDateTime.now(zone).plusSeconds(5));
        } finally {
            TimeZone.setDefault(before);
        }
    }

    @Test
    void aWatermarkWithAZoneIsComparedAsAnInstant() throws IOException {
        postgres.execute(
                "CREATE TABLE people (id int, updated_at timestamptz)",
                "INSERT INTO people VALUES (1, '2026-01-01 09:59:59+00'), (2, '2026-01-01 11:00:00+01'),"
                        + " (3, '2026-01-01 10:00:01+00')");
        TimeZone before = TimeZone.getDefault();
        TimeZone.setDefault(TimeZone.getTimeZone("Asia/Tokyo"));
        try {
            JdbcSource source = source(Duration.ZERO, ZoneId.of("America/New_York"));
            Delta delta = source.discover(history(LocalDateTime.parse("2026-01-01T10:00")))
                    .orElseThrow();
            source.extract(delta, parts::add);

            assertThat(rows()).extracting(row -> row.get("id")).containsExactly(2, 3);
            assertThat(delta.query()).contains(">= TIMESTAMPTZ '2026-01-01 10:00:00.000000+00'");
        } finally {
            TimeZone.setDefault(before);
        }
    }

    @Test
    void theCatalogListsTablesAndNotViews() {
        postgres.execute("CREATE TABLE people (id int)", "CREATE VIEW friends AS SELECT * FROM people");

        assertThat(new JdbcCatalog().tables(postgres.connection("crm", folder)))
                .contains(new CatalogEntry("public", "people"))
                .doesNotContain(new CatalogEntry("public", "friends"));
    }

    @Test
    void rowsAreStreamedAndNotGatheredInMemory() throws IOException {
        postgres.execute("CREATE TABLE people AS SELECT x AS id, repeat(md5(x::text), 1000) AS text,"
                + " TIMESTAMP '2026-01-01' AS updated_at FROM generate_series(1, 12000) AS x");
        JdbcSource source = source(Duration.ZERO, ZoneOffset.UTC);
        Delta delta = source.discover(history(null)).orElseThrow();
        AtomicInteger seen = new AtomicInteger();
        long before = usedMemory();
        AtomicInteger peakMebibytes = new AtomicInteger();
        source.extract(delta, part -> {
            seen.addAndGet((int) (long) java.util.Objects.requireNonNull(part.rows()));
            peakMebibytes.accumulateAndGet((int) ((usedMemory() - before) >> 20), Math::max);
        });

        assertThat(seen.get()).isEqualTo(12000);
        assertThat(peakMebibytes.get()).as("MiB, of 384 MB of text").isLessThan(120);
    }

    private static long usedMemory() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    /**
     * Writers stamp a row when its transaction begins and commit a while later, so rows become visible behind the
     * watermark; some update rows, many share a stamp. The overlap is longer than any transaction. Whatever the
     * schedule, every committed row version is in some delta.
     */
    @Test
    void noRowIsEverMissedWhileWritersCommitLate() throws Exception {
        long seed = new Random().nextLong();
        postgres.execute("CREATE TABLE people (id int, version int, updated_at timestamp(3) NOT NULL)");
        Set<String> committed = ConcurrentHashMap.newKeySet();
        AtomicBoolean writing = new AtomicBoolean(true);
        List<Thread> writers = new ArrayList<>();
        for (int writer = 0; writer < 4; writer++) {
            int number = writer;
            Thread thread = new Thread(() -> write(number, new Random(seed + number), writing, committed));
            thread.start();
            writers.add(thread);
        }
        Duration overlap = Duration.ofSeconds(5);
        JdbcSource source = source(overlap, ZoneOffset.UTC);
        @Nullable LocalDateTime watermark = null;
        long until = System.nanoTime() + Duration.ofSeconds(6).toNanos();
        int windows = 0;
        while (writing.get()) {
            if (System.nanoTime() > until) {
                writing.set(false);
                for (Thread writer : writers) {
                    writer.join();
                }
            }
            Optional<Delta> delta = source.discover(history(watermark));
            if (delta.isPresent()) {
                source.extract(delta.get(), parts::add);
                watermark = delta.get().rowWindow().upper();
                windows++;
            }
        }

        Set<String> delivered = new HashSet<>();
        rows().forEach(row -> delivered.add(row.get("id") + "/" + row.get("version")));
        assertThat(windows).isGreaterThan(5);
        assertThat(committed).hasSizeGreaterThan(50);
        Set<String> missed = new HashSet<>(current());
        missed.removeAll(delivered);
        assertThat(missed)
                .as("seed %d, %d windows, %d versions", seed, windows, committed.size())
                .isEmpty();
    }

    /** Inserts and updates; each transaction stays open for up to a second after its rows were stamped. */
    private void write(int writer, Random random, AtomicBoolean writing, Set<String> committed) {
        try (Connection connection = postgres.open();
                PreparedStatement insert = connection.prepareStatement(
                        "INSERT INTO people VALUES (?, ?, clock_timestamp() AT TIME ZONE 'UTC')");
                PreparedStatement update = connection.prepareStatement("UPDATE people SET version = version + 1,"
                        + " updated_at = clock_timestamp() AT TIME ZONE 'UTC' WHERE id = ?")) {
            connection.setAutoCommit(false);
            int next = writer * 1_000_000;
            while (writing.get()) {
                int first = next;
                for (int i = random.nextInt(20); i >= 0; i--) {
                    insert.setInt(1, next);
                    insert.setInt(2, 0);
                    insert.executeUpdate();
                    next++;
                }
                if (first > writer * 1_000_000) {
                    update.setInt(1, writer * 1_000_000 + random.nextInt(first - writer * 1_000_000));
                    update.executeUpdate();
                }
                LockSupport.parkNanos(1_000_000L * random.nextInt(1000));
                connection.commit();
                for (int id = first; id < next; id++) {
                    committed.add(id + "/0");
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What a convergent merge must end with: the last version of each row. */
    private Set<String> current() throws SQLException {
        Set<String> current = new HashSet<>();
        try (Connection connection = postgres.open();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT id, version FROM people")) {
            while (rows.next()) {
                current.add(rows.getInt(1) + "/" + rows.getInt(2));
            }
        }
        return current;
    }

    private JdbcSource source(Duration overlap, ZoneId zone) {
        JdbcConnection connection = new JdbcConnection(
                "crm", Dialect.POSTGRESQL, postgres.url(), "postgres", null, RealPostgres.drivers(folder), zone);
        JdbcSession session = new JdbcSession(connection);
        sessions.add(session);
        return new JdbcSource(
                TARGET,
                new JdbcSourceConfig(
                        connection,
                        SourceTableName.parse("public.people"),
                        new SourceName("updated_at"),
                        new WindowRule(overlap, Duration.ZERO),
                        PartFormat.AVRO),
                new PartSettings(folder, 4_000_000),
                session);
    }

    private List<GenericRecord> rows() throws IOException {
        List<GenericRecord> rows = new ArrayList<>();
        Set<Path> read = new HashSet<>();
        for (FinishedPart part : parts) {
            if (read.add(part.file())) {
                try (DataFileReader<GenericRecord> reader =
                        new DataFileReader<>(part.file().toFile(), new GenericDatumReader<GenericRecord>())) {
                    reader.forEach(rows::add);
                }
            }
        }
        return rows;
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
