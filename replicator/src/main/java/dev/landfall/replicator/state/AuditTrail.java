package dev.landfall.replicator.state;

import dev.landfall.core.table.TableId;
import dev.landfall.replicator.failure.Failure;
import dev.landfall.replicator.failure.ReplicationException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Answers who moved what, when, from which query, with which outcome; and moves a watermark for a person. */
public final class AuditTrail {
    private static final int RATE_DELTAS = 20;

    private final DataSource dataSource;
    private final Clock clock;

    AuditTrail(DataSource dataSource, Clock clock) {
        this.dataSource = dataSource;
        this.clock = clock;
    }

    /** A run and how it ended: numbers of tables by state, then what landed. */
    public record Run(
            String id,
            String operator,
            String host,
            String version,
            @Nullable String environment,
            OffsetDateTime startedAt,
            @Nullable OffsetDateTime endedAt,
            long delivered,
            long nothingNew,
            long failed,
            long rows,
            long bytes) {}

    /** A delta and what became of it. */
    public record DeltaEntry(
            String id,
            String table,
            String state,
            @Nullable LocalDateTime from,
            @Nullable LocalDateTime to,
            String query,
            @Nullable Integer files,
            @Nullable Long rows,
            @Nullable Long bytes,
            @Nullable Long lateRows,
            @Nullable String digest,
            int tries,
            OffsetDateTime plannedAt,
            @Nullable OffsetDateTime doneAt,
            @Nullable String operator,
            @Nullable String version) {}

    /** A table's watermark; {@code delta} says what moved it there. */
    public record WatermarkEntry(String table, LocalDateTime highWater, String delta, OffsetDateTime movedAt) {}

    /** The latest runs, newest first. */
    public List<Run> runs(int limit) {
        return Statements.inTransaction(
                dataSource,
                connection -> Statements.query(
                        connection,
                        "SELECT r.id, r.operator, r.host, r.version, r.environment, r.started_at, r.ended_at,"
                                + " count(CASE WHEN t.state = 'DELIVERED' THEN 1 END),"
                                + " count(CASE WHEN t.state = 'NOTHING_NEW' THEN 1 END),"
                                + " count(CASE WHEN t.state = 'FAILED' THEN 1 END),"
                                + " CAST(COALESCE(sum(t.row_count), 0) AS BIGINT),"
                                + " CAST(COALESCE(sum(t.byte_count), 0) AS BIGINT)"
                                + " FROM runs r LEFT JOIN table_runs t ON t.run = r.id"
                                + " GROUP BY r.id, r.operator, r.host, r.version, r.environment, r.started_at,"
                                + " r.ended_at ORDER BY r.started_at DESC LIMIT ?",
                        row -> new Run(
                                row.required(1, String.class),
                                row.required(2, String.class),
                                row.required(3, String.class),
                                row.required(4, String.class),
                                row.optional(5, String.class),
                                row.required(6, OffsetDateTime.class),
                                row.optional(7, OffsetDateTime.class),
                                row.required(8, Long.class),
                                row.required(9, Long.class),
                                row.required(10, Long.class),
                                row.required(11, Long.class),
                                row.required(12, Long.class)),
                        limit));
    }

    /** The latest deltas of a table, newest first. */
    public List<DeltaEntry> deltas(TableId table, int limit) {
        return Statements.inTransaction(
                dataSource,
                connection -> Statements.query(
                        connection,
                        "SELECT d.id, d.target, d.state, d.window_lower, d.window_upper, d.query, d.parts,"
                                + " d.row_count, d.byte_count, d.late_rows, d.digest, d.tries, d.planned_at,"
                                + " d.done_at, r.operator, r.version FROM deltas d LEFT JOIN runs r ON r.id = d.run"
                                + " WHERE d.target = ? ORDER BY d.seq DESC LIMIT ?",
                        AuditTrail::entry,
                        table.toString(),
                        limit));
    }

    private static DeltaEntry entry(Statements.Row row) throws SQLException {
        return new DeltaEntry(
                row.required(1, String.class),
                row.required(2, String.class),
                row.required(3, String.class),
                row.optional(4, LocalDateTime.class),
                row.optional(5, LocalDateTime.class),
                row.required(6, String.class),
                row.optional(7, Integer.class),
                row.optional(8, Long.class),
                row.optional(9, Long.class),
                row.optional(10, Long.class),
                row.optional(11, String.class),
                row.required(12, Integer.class),
                row.required(13, OffsetDateTime.class),
                row.optional(14, OffsetDateTime.class),
                row.optional(15, String.class),
                row.optional(16, String.class));
    }

    /** All watermarks, by table. */
    public List<WatermarkEntry> watermarks() {
        return Statements.inTransaction(
                dataSource,
                connection -> Statements.query(
                        connection,
                        "SELECT target, high_water, delta, moved_at FROM watermarks ORDER BY target",
                        row -> new WatermarkEntry(
                                row.required(1, String.class),
                                row.required(2, LocalDateTime.class),
                                row.required(3, String.class),
                                row.required(4, OffsetDateTime.class))));
    }

    /**
     * Moves a watermark, forth or back, and writes down who did it. Sequences go on growing, so rows that are delivered
     * again win against nothing newer.
     *
     * @param to empty to begin anew
     * @throws ReplicationException if a delta of the table is not done, or a replica works on it
     */
    public void move(TableId table, Optional<LocalDateTime> to, String operator) {
        String target = table.toString();
        Statements.inTransaction(dataSource, connection -> {
            List<String> open = Statements.query(
                    connection,
                    "SELECT id FROM deltas WHERE target = ? AND state <> 'DONE' UNION ALL"
                            + " SELECT holder FROM leases WHERE target = ? AND expires_at >= CURRENT_TIMESTAMP",
                    row -> row.required(1, String.class),
                    target,
                    target);
            if (!open.isEmpty()) {
                throw new ReplicationException(
                        Failure.STATE,
                        "The watermark of " + table + " stays: " + open.get(0) + " is not done."
                                + " Run 'landfall replicate' for this table to its end first");
            }
            List<LocalDateTime> before = Statements.query(
                    connection,
                    "SELECT high_water FROM watermarks WHERE target = ?",
                    row -> row.required(1, LocalDateTime.class),
                    target);
            OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
            Statements.update(connection, "DELETE FROM watermarks WHERE target = ?", target);
            if (to.isPresent()) {
                Statements.update(
                        connection,
                        "INSERT INTO watermarks (target, high_water, delta, moved_at) VALUES (?, ?, ?, ?)",
                        target,
                        to.get(),
                        "set by " + operator,
                        now);
            }
            return Statements.update(
                    connection,
                    "INSERT INTO watermark_moves (target, moved_at, high_water, before, operator)"
                            + " VALUES (?, ?, CAST(? AS TIMESTAMP), CAST(? AS TIMESTAMP), ?)",
                    target,
                    now,
                    to.orElse(null),
                    before.isEmpty() ? null : before.get(0),
                    operator);
        });
    }

    /** Bytes that the latest deltas brought per second of their windows; empty if that is not known yet. */
    public Optional<Double> bytesPerSecond(TableId table) {
        return ratio(
                table,
                delta -> delta.from() == null || delta.to() == null
                        ? null
                        : Duration.between(delta.from(), delta.to()).toMillis() / 1000.0);
    }

    /** Bytes per row of the latest deltas; empty if that is not known yet. */
    public Optional<Double> bytesPerRow(TableId table) {
        return ratio(table, delta -> delta.rows() == null ? null : delta.rows().doubleValue());
    }

    private Optional<Double> ratio(TableId table, Function<DeltaEntry, @Nullable Double> divisor) {
        double bytes = 0;
        double units = 0;
        for (DeltaEntry delta : deltas(table, RATE_DELTAS)) {
            Double unit = divisor.apply(delta);
            Long size = delta.bytes();
            if (unit != null && size != null) {
                bytes += size;
                units += unit;
            }
        }
        return units > 0 ? Optional.of(bytes / units) : Optional.empty();
    }
}
