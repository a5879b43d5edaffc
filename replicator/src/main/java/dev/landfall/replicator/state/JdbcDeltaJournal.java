package dev.landfall.replicator.state;

import dev.landfall.core.table.TableId;
import dev.landfall.replicator.checksum.Crc32c;
import dev.landfall.replicator.delta.DeliveredPart;
import dev.landfall.replicator.delta.Delta;
import dev.landfall.replicator.delta.Extraction;
import dev.landfall.replicator.delta.SourceFile;
import dev.landfall.replicator.delta.SourcePartition;
import dev.landfall.replicator.failure.Failure;
import dev.landfall.replicator.failure.ReplicationException;
import dev.landfall.replicator.window.Window;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The journal in a JDBC database. Safe for use by several threads. */
final class JdbcDeltaJournal implements DeltaJournal {
    private final DataSource dataSource;
    private final Clock clock;
    private final @Nullable String run;
    private final @Nullable Lease lease;

    /**
     * @param run that plans deltas; null outside of one
     * @param lease that must be held at every step; null if nobody else can be at it
     */
    JdbcDeltaJournal(DataSource dataSource, Clock clock, @Nullable String run, @Nullable Lease lease) {
        this.dataSource = dataSource;
        this.clock = clock;
        this.run = run;
        this.lease = lease;
    }

    @Override
    public Optional<LocalDateTime> watermark(TableId table) {
        return inTransaction(connection -> Statements.query(
                        connection,
                        "SELECT high_water FROM watermarks WHERE target = ?",
                        row -> row.required(1, LocalDateTime.class),
                        table.toString()))
                .stream()
                .findFirst();
    }

    @Override
    public long lastSequence(TableId table) {
        return inTransaction(connection -> Statements.query(
                        connection,
                        "SELECT COALESCE(MAX(seq), 0) FROM deltas WHERE target = ?",
                        row -> row.required(1, Long.class),
                        table.toString()))
                .get(0);
    }

    @Override
    public List<SourceFile> unknown(TableId table, List<SourceFile> candidates) {
        return inTransaction(connection -> {
            Set<SourceFile> known = new HashSet<>(Statements.query(
                    connection,
                    "SELECT path, file_id, byte_count, modified_millis FROM shipped_files WHERE target = ?",
                    StoredDeltas::sourceFile,
                    table.toString()));
            return candidates.stream().filter(file -> !known.contains(file)).toList();
        });
    }

    @Override
    public Optional<Delta> unfinished(TableId table) {
        return inTransaction(connection -> StoredDeltas.open(connection, table));
    }

    @Override
    public Optional<Delta> resume(TableId table) {
        return step(connection -> {
            Optional<Delta> open = StoredDeltas.open(connection, table);
            if (open.isPresent()) {
                Statements.update(
                        connection,
                        "UPDATE deltas SET tries = tries + 1 WHERE id = ?",
                        open.get().id().value());
            }
            return open;
        });
    }

    @Override
    public Map<String, String> partitions(TableId table) {
        return inTransaction(connection -> {
            Map<String, String> partitions = new HashMap<>();
            Statements.query(
                            connection,
                            "SELECT name, fingerprint FROM delta_partitions WHERE target = ? AND done = TRUE",
                            row -> new SourcePartition(row.required(1, String.class), row.required(2, String.class)),
                            table.toString())
                    .forEach(partition -> partitions.put(partition.name(), partition.fingerprint()));
            return partitions;
        });
    }

    @Override
    public void plan(Delta delta) {
        Window window = delta.window();
        step(connection -> {
            Optional<Delta> open = StoredDeltas.open(connection, delta.table());
            if (open.isPresent()) {
                throw new ReplicationException(
                        Failure.STATE,
                        "Delta " + open.get().id() + " is not done yet, so " + delta.id() + " cannot begin");
            }
            Statements.update(
                    connection,
                    "INSERT INTO deltas (id, target, seq, state, window_watermark, window_lower, window_upper, query,"
                            + " tries, planned_at, run) VALUES (?, ?, ?, 'PLANNED', ?, ?, ?, ?, 1, ?, ?)",
                    delta.id().value(),
                    delta.table().toString(),
                    delta.sequence(),
                    window == null ? null : window.watermark(),
                    window == null ? null : window.lower(),
                    window == null ? null : window.upper(),
                    delta.query(),
                    now(),
                    run);
            Statements.updateEach(
                    connection,
                    "INSERT INTO shipped_files (target, path, file_id, byte_count, modified_millis, seq, delta)"
                            + " VALUES (?, ?, ?, ?, ?, ?, ?)",
                    delta.files().stream()
                            .map(file -> new @Nullable Object[] {
                                delta.table().toString(),
                                file.file().path(),
                                file.file().fileId(),
                                file.file().length(),
                                file.file().modifiedMillis(),
                                file.sequence(),
                                delta.id().value()
                            })
                            .toList());
            for (SourcePartition partition : delta.partitions()) {
                Statements.update(
                        connection,
                        "INSERT INTO delta_partitions (delta, name, fingerprint, target, done)"
                                + " VALUES (?, ?, ?, ?, FALSE)",
                        delta.id().value(),
                        partition.name(),
                        partition.fingerprint(),
                        delta.table().toString());
            }
            return true;
        });
    }

    @Override
    public void uploaded(Delta delta, List<DeliveredPart> parts, Extraction extraction) {
        String id = delta.id().value();
        Extraction.Overlap overlap = extraction.overlap();
        step(connection -> {
            advance(
                    connection,
                    delta,
                    "UPDATE deltas SET state = 'UPLOADED', uploaded_at = ?, parts = ?, row_count = ?, byte_count = ?,"
                            + " rows_without_watermark = ?, rows_ahead = ?, rows_below = ?, rows_tail = ?, late_rows = ?, avro_schema = ?,"
                            + " digest = ?"
                            + " WHERE id = ? AND state = 'PLANNED'",
                    now(),
                    parts.size(),
                    rowsOf(parts),
                    parts.stream().mapToLong(DeliveredPart::size).sum(),
                    extraction.rowsWithoutWatermark(),
                    extraction.rowsAhead(),
                    overlap == null ? null : overlap.below(),
                    overlap == null ? null : overlap.tail(),
                    overlap == null ? null : lateRows(connection, delta, overlap),
                    extraction.schema(),
                    DeltaDigest.of(parts),
                    id);
            List<@Nullable Object[]> rows = new ArrayList<>();
            for (DeliveredPart part : parts) {
                rows.add(new @Nullable Object[] {
                    id,
                    rows.size(),
                    part.objectName(),
                    part.generation(),
                    part.size(),
                    part.crc32c().base64(),
                    part.rows()
                });
            }
            Statements.updateEach(
                    connection,
                    "INSERT INTO uploads (delta, part_index, object_name, generation, byte_count, crc32c, row_count)"
                            + " VALUES (?, ?, ?, ?, ?, ?, ?)",
                    rows);
            return true;
        });
    }

    /** Rows of the overlap that the window before had not seen; at least, since updated rows leave the overlap. */
    private static @Nullable Long lateRows(Connection connection, Delta delta, Extraction.Overlap overlap)
            throws SQLException {
        List<Optional<Long>> before = Statements.query(
                connection,
                "SELECT rows_tail FROM deltas WHERE target = ? AND seq < ? AND window_upper = ?"
                        + " ORDER BY seq DESC LIMIT 1",
                row -> Optional.ofNullable(row.optional(1, Long.class)),
                delta.table().toString(),
                delta.sequence(),
                delta.rowWindow().watermark());
        return before.isEmpty() || before.get(0).isEmpty()
                ? null
                : Long.valueOf(Math.max(0, overlap.below() - before.get(0).get()));
    }

    private static @Nullable Long rowsOf(List<DeliveredPart> parts) {
        long sum = 0;
        for (DeliveredPart part : parts) {
            Long rows = part.rows();
            if (rows == null) {
                return null;
            }
            sum += rows;
        }
        return sum;
    }

    @Override
    public UploadRecord uploads(Delta delta) {
        String id = delta.id().value();
        return inTransaction(connection -> new UploadRecord(
                Statements.query(
                        connection,
                        "SELECT object_name, generation, byte_count, crc32c, row_count FROM uploads WHERE delta = ?"
                                + " ORDER BY part_index",
                        row -> new DeliveredPart(
                                row.required(1, String.class),
                                row.required(2, Long.class),
                                row.required(3, Long.class),
                                Crc32c.ofBase64(row.required(4, String.class)),
                                row.optional(5, Long.class)),
                        id),
                Statements.query(
                                connection,
                                "SELECT rows_without_watermark, rows_ahead, rows_below, rows_tail, avro_schema FROM deltas"
                                        + " WHERE id = ?",
                                row -> new Extraction(
                                        row.optional(1, Long.class),
                                        row.optional(2, Long.class),
                                        overlap(row.optional(3, Long.class), row.optional(4, Long.class)),
                                        row.optional(5, String.class)),
                                id)
                        .get(0)));
    }

    private static Extraction.@Nullable Overlap overlap(@Nullable Long below, @Nullable Long tail) {
        return below == null || tail == null ? null : new Extraction.Overlap(below, tail);
    }

    @Override
    public void done(Delta delta) {
        step(connection -> {
            advance(
                    connection,
                    delta,
                    "UPDATE deltas SET state = 'DONE', done_at = ? WHERE id = ? AND state = 'UPLOADED'",
                    now(),
                    delta.id().value());
            Window window = delta.window();
            if (window != null) {
                moveWatermark(connection, delta, window.upper());
            }
            for (SourcePartition partition : delta.partitions()) {
                remember(connection, delta, partition);
            }
            return true;
        });
    }

    private static void remember(Connection connection, Delta delta, SourcePartition partition) throws SQLException {
        Statements.update(
                connection,
                "DELETE FROM delta_partitions WHERE target = ? AND name = ? AND done = TRUE",
                delta.table().toString(),
                partition.name());
        Statements.update(
                connection,
                "UPDATE delta_partitions SET done = TRUE WHERE delta = ? AND name = ?",
                delta.id().value(),
                partition.name());
    }

    private void moveWatermark(Connection connection, Delta delta, LocalDateTime to) throws SQLException {
        String table = delta.table().toString();
        int moved = Statements.update(
                connection,
                "UPDATE watermarks SET high_water = ?, delta = ?, moved_at = ? WHERE target = ? AND high_water <= ?",
                to,
                delta.id().value(),
                now(),
                table,
                to);
        if (moved == 0) {
            // Fails on the primary key if there is a watermark beyond: it never moves back.
            Statements.update(
                    connection,
                    "INSERT INTO watermarks (target, high_water, delta, moved_at) VALUES (?, ?, ?, ?)",
                    table,
                    to,
                    delta.id().value(),
                    now());
        }
    }

    private static void advance(Connection connection, Delta delta, String sql, @Nullable Object... values)
            throws SQLException {
        if (Statements.update(connection, sql, values) != 1) {
            throw new ReplicationException(
                    Failure.STATE, "Delta " + delta.id() + " is not in the state that this step leaves: " + sql);
        }
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private <T> T inTransaction(Statements.Work<T> work) {
        return Statements.inTransaction(dataSource, work);
    }

    /** A step: refused if the lease is another's, which cannot take it over before the step is done. */
    private <T> T step(Statements.Work<T> work) {
        return inTransaction(connection -> {
            Lease held = lease;
            if (held != null
                    && Statements.update(
                                    connection,
                                    "UPDATE leases SET token = token WHERE target = ? AND token = ?",
                                    held.table().toString(),
                                    held.token())
                            == 0) {
                throw new ReplicationException(
                        Failure.STATE,
                        "Another replica took " + held.table() + " over, for this one was silent too long;"
                                + " it goes on with the delta under way");
            }
            return work.on(connection);
        });
    }
}
