package dev.landfall.replicator.source.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.core.table.TableId;
import dev.landfall.replicator.RealPostgres;
import dev.landfall.replicator.delta.Delta;
import dev.landfall.replicator.delta.Extraction;
import dev.landfall.replicator.delta.FinishedPart;
import dev.landfall.replicator.extension.PartSettings;
import dev.landfall.replicator.format.PartFormat;
import dev.landfall.replicator.pipeline.JdbcConnection;
import dev.landfall.replicator.pipeline.JdbcSourceConfig;
import dev.landfall.replicator.pipeline.KeyComparison;
import dev.landfall.replicator.pipeline.SourceName;
import dev.landfall.replicator.pipeline.SourceTableName;
import dev.landfall.replicator.pipeline.StateLocation;
import dev.landfall.replicator.state.DeltaJournal;
import dev.landfall.replicator.state.StateDatabase;
import dev.landfall.replicator.window.WindowRule;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Rows that are deleted without a trace, in a real PostgreSQL. */
@Timeout(120)
final class KeyComparisonTest {
    private static final TableId TARGET = TableId.of("crm", "people");

    @TempDir
    Path folder;

    private final RealPostgres postgres = RealPostgres.newDatabase();

    /** What a convergent merge makes of the parts: per key, the greatest version. */
    private final Map<String, Version> merged = new TreeMap<>();

    private record Version(long order, long sequence, boolean deleted, String value) {}

    @Test
    void whateverOthersDeleteMeanwhileIsFoundInTheEnd() throws Exception {
        postgres.execute("CREATE TABLE people (id int, part varchar(5), value text, updated_at timestamp)");
        long seed = System.nanoTime();
        AtomicBoolean writing = new AtomicBoolean(true);
        Thread writer = new Thread(() -> write(new Random(seed), writing));
        try (StateDatabase state = StateDatabase.open(StateLocation.embedded(folder.resolve("state")))) {
            writer.start();
            for (int delta = 0; delta < 12; delta++) {
                deliver(state, Duration.ZERO);
            }
            writing.set(false);
            writer.join();
            for (int delta = 0; delta < 2; delta++) {
                deliver(state, Duration.ZERO);
            }
        }

        Map<String, String> target = new TreeMap<>();
        merged.forEach((key, version) -> {
            if (!version.deleted()) {
                target.put(key, version.value());
            }
        });
        assertThat(merged.values()).as("seed %d", seed).anyMatch(Version::deleted);
        assertThat(target).as("seed %d", seed).isEqualTo(source());
    }

    @Test
    void keysAreComparedNotMoreOftenThanAskedFor() throws Exception {
        postgres.execute(
                "CREATE TABLE people (id int, part varchar(5), value text, updated_at timestamp)",
                "INSERT INTO people VALUES (1, NULL, 'a', '2026-01-01'), (2, 'x', 'b', '2026-01-01')");
        try (StateDatabase state = StateDatabase.open(StateLocation.embedded(folder.resolve("state")))) {
            deliver(state, Duration.ofDays(1));
            postgres.execute("DELETE FROM people WHERE id = 1");
            deliver(state, Duration.ofDays(1));
            assertThat(merged.values()).noneMatch(Version::deleted);
            deliver(state, Duration.ZERO);
            assertThat(version("1/null").deleted()).isTrue();
            assertThat(version("2/x").deleted()).isFalse();

            postgres.execute("INSERT INTO people VALUES (1, NULL, 'again', clock_timestamp() AT TIME ZONE 'UTC')");
            deliver(state, Duration.ZERO);
            assertThat(version("1/null").value()).isEqualTo("again");
        }
    }

    private void write(Random random, AtomicBoolean writing) {
        try (Connection connection = postgres.open();
                Statement statement = connection.createStatement()) {
            while (writing.get()) {
                int id = random.nextInt(300);
                String key = "id = " + id + " AND part = 'p" + id % 3 + "'";
                switch (random.nextInt(4)) {
                    case 0 -> statement.execute("DELETE FROM people WHERE " + key);
                    case 1 ->
                        statement.execute("UPDATE people SET value = 'u" + random.nextInt(1000)
                                + "', updated_at = clock_timestamp() AT TIME ZONE 'UTC' WHERE " + key);
                    default ->
                        statement.execute("INSERT INTO people SELECT " + id + ", 'p" + id % 3 + "', 'i"
                                + random.nextInt(1000) + "', clock_timestamp() AT TIME ZONE 'UTC'"
                                + " WHERE NOT EXISTS (SELECT 1 FROM people WHERE " + key + ")");
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private JdbcConnection connection() {
        return postgres.connection("crm", folder);
    }

    private void deliver(StateDatabase state, Duration every) throws IOException {
        DeltaJournal journal = state.journal(Clock.systemUTC());
        try (JdbcSession session = new JdbcSession(connection());
                JdbcSource source = new JdbcSource(
                        TARGET,
                        new JdbcSourceConfig(
                                connection(),
                                SourceTableName.parse("public.people"),
                                new SourceName("updated_at"),
                                new WindowRule(Duration.ofSeconds(1), Duration.ZERO),
                                PartFormat.AVRO,
                                new KeyComparison(List.of(new SourceName("id"), new SourceName("part")), true, every)),
                        new PartSettings(folder, 10_000, state.keys()),
                        session)) {
            Optional<Delta> delta = source.discover(journal);
            if (delta.isPresent()) {
                List<FinishedPart> parts = new ArrayList<>();
                journal.plan(delta.get());
                Extraction extraction = source.extract(delta.get(), parts::add);
                journal.uploaded(delta.get(), List.of(), extraction);
                journal.done(delta.get());
                for (FinishedPart part : parts) {
                    merge(part, delta.get().sequence());
                }
            }
        }
    }

    private void merge(FinishedPart part, long sequence) throws IOException {
        try (DataFileReader<GenericRecord> rows =
                new DataFileReader<>(part.file().toFile(), new GenericDatumReader<GenericRecord>())) {
            for (GenericRecord row : rows) {
                Version version = new Version(
                        (Long) row.get("updated_at"),
                        sequence,
                        Boolean.TRUE.equals(row.get(KeyComparison.DELETED_COLUMN)),
                        String.valueOf(row.get("value")));
                merged.merge(
                        row.get("id") + "/" + row.get("part"), version, (one, other) -> wins(other, one) ? other : one);
            }
        }
    }

    private static boolean wins(Version later, Version before) {
        return later.order() != before.order() ? later.order() > before.order() : later.sequence() >= before.sequence();
    }

    private Version version(String key) {
        return Objects.requireNonNull(merged.get(key), key);
    }

    private Map<String, String> source() throws SQLException {
        Map<String, String> rows = new TreeMap<>();
        try (Connection connection = postgres.open();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT id, part, value FROM people")) {
            while (row.next()) {
                rows.put(row.getInt(1) + "/" + row.getString(2), row.getString(3));
            }
        }
        return rows;
    }
}
