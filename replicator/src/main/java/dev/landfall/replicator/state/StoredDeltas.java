package dev.landfall.replicator.state;

import dev.landfall.core.table.TableId;
import dev.landfall.replicator.delta.Delta;
import dev.landfall.replicator.delta.DeltaId;
import dev.landfall.replicator.delta.DeltaState;
import dev.landfall.replicator.delta.SequencedFile;
import dev.landfall.replicator.delta.SourceFile;
import dev.landfall.replicator.delta.SourcePartition;
import dev.landfall.replicator.window.Window;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads deltas back as they were planned. */
final class StoredDeltas {
    private StoredDeltas() {}

    /** The delta of this table that is not DONE. */
    static Optional<Delta> open(Connection connection, TableId table) throws SQLException {
        record Found(
                long sequence,
                String state,
                String query,
                @Nullable LocalDateTime watermark,
                @Nullable LocalDateTime lower,
                @Nullable LocalDateTime upper) {}
        List<Found> found = Statements.query(
                connection,
                "SELECT seq, state, query, window_watermark, window_lower, window_upper FROM deltas"
                        + " WHERE target = ? AND state <> 'DONE' ORDER BY seq",
                row -> new Found(
                        row.required(1, Long.class),
                        row.required(2, String.class),
                        row.required(3, String.class),
                        row.optional(4, LocalDateTime.class),
                        row.optional(5, LocalDateTime.class),
                        row.optional(6, LocalDateTime.class)),
                table.toString());
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Found delta = found.get(0);
        LocalDateTime upper = delta.upper();
        return Optional.of(new Delta(
                table,
                delta.sequence(),
                DeltaState.valueOf(delta.state()),
                delta.query(),
                upper == null ? null : new Window(delta.watermark(), delta.lower(), upper),
                files(connection, table, delta.sequence()),
                partitions(connection, table, delta.sequence())));
    }

    private static List<SourcePartition> partitions(Connection connection, TableId table, long sequence)
            throws SQLException {
        return Statements.query(
                connection,
                "SELECT name, fingerprint FROM delta_partitions WHERE delta = ? ORDER BY name",
                row -> new SourcePartition(row.required(1, String.class), row.required(2, String.class)),
                DeltaId.of(table, sequence).value());
    }

    private static List<SequencedFile> files(Connection connection, TableId table, long sequence) throws SQLException {
        return Statements.query(
                connection,
                "SELECT path, file_id, byte_count, modified_millis, seq FROM shipped_files WHERE delta = ?"
                        + " ORDER BY seq",
                row -> new SequencedFile(sourceFile(row), row.required(5, Long.class)),
                DeltaId.of(table, sequence).value());
    }

    /** Of the columns path, file_id, byte_count, modified_millis. */
    static SourceFile sourceFile(Statements.Row row) throws SQLException {
        return new SourceFile(
                row.required(1, String.class),
                row.required(2, Long.class),
                row.required(3, Long.class),
                row.required(4, Long.class));
    }
}
