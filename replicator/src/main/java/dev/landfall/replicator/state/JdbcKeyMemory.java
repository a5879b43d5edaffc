package dev.landfall.replicator.state;

import dev.landfall.core.table.TableId;
import dev.landfall.replicator.keys.KeyMemory;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import javax.sql.DataSource;

/** Keys in chunks in the state database, so that every replica finds them. A chunk of each run is in memory at once. */
final class JdbcKeyMemory implements KeyMemory {
    private static final int CHUNK_BYTES = 128 * 1024;

    private final DataSource dataSource;

    JdbcKeyMemory(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    private record Run(long sequence, boolean scan) {}

    @Override
    public Optional<Long> lastScan(TableId table, long before) {
        return Statements.inTransaction(dataSource, connection -> lastScan(connection, table, before));
    }

    private static Optional<Long> lastScan(Connection connection, TableId table, long before) throws SQLException {
        return Optional.ofNullable(Statements.query(
                        connection,
                        "SELECT MAX(seq) FROM key_chunks WHERE target = ? AND full_scan = TRUE AND seq < ?",
                        row -> Optional.ofNullable(row.optional(1, Long.class)),
                        table.toString(),
                        before)
                .get(0)
                .orElse(null));
    }

    @Override
    public List<Iterator<byte[]>> known(TableId table, long before) {
        List<Run> runs = Statements.inTransaction(
                dataSource,
                connection -> Statements.query(
                        connection,
                        "SELECT DISTINCT seq, full_scan FROM key_chunks WHERE target = ? AND seq < ? AND seq >= ?",
                        row -> new Run(row.required(1, Long.class), row.required(2, Boolean.class)),
                        table.toString(),
                        before,
                        lastScan(connection, table, before).orElse(0L)));
        return runs.stream()
                .<Iterator<byte[]>>map(run -> new ChunkedRun(table, run))
                .toList();
    }

    @Override
    public void store(TableId table, long sequence, boolean scan, Iterator<byte[]> sorted) {
        Statements.inTransaction(dataSource, connection -> {
            Statements.update(
                    connection,
                    "DELETE FROM key_chunks WHERE target = ? AND seq = ? AND full_scan = ?",
                    table.toString(),
                    sequence,
                    scan);
            if (scan) {
                // What the scan before this one replaced; this one counts from the next delta on.
                Statements.update(
                        connection,
                        "DELETE FROM key_chunks WHERE target = ? AND seq < ?",
                        table.toString(),
                        lastScan(connection, table, sequence).orElse(0L));
            }
            int number = 0;
            do {
                Statements.update(
                        connection,
                        "INSERT INTO key_chunks (target, seq, full_scan, number, content) VALUES (?, ?, ?, ?, ?)",
                        table.toString(),
                        sequence,
                        scan,
                        number++,
                        chunk(sorted));
            } while (sorted.hasNext());
            return true;
        });
    }

    private static byte[] chunk(Iterator<byte[]> sorted) {
        // Room for the longest key behind what makes the chunk full.
        ByteBuffer chunk = ByteBuffer.allocate(2 * CHUNK_BYTES);
        while (sorted.hasNext() && chunk.position() < CHUNK_BYTES) {
            byte[] key = sorted.next();
            chunk.putInt(key.length).put(key);
        }
        byte[] content = new byte[chunk.position()];
        chunk.flip().get(content);
        return content;
    }

    private final class ChunkedRun implements Iterator<byte[]> {
        private final TableId table;
        private final Run run;
        private ByteBuffer chunk = ByteBuffer.allocate(0);
        private int number;
        private boolean ended;

        ChunkedRun(TableId table, Run run) {
            this.table = table;
            this.run = run;
        }

        @Override
        public boolean hasNext() {
            while (!chunk.hasRemaining() && !ended) {
                List<byte[]> next = Statements.inTransaction(
                        dataSource,
                        connection -> Statements.query(
                                connection,
                                "SELECT content FROM key_chunks WHERE target = ? AND seq = ? AND full_scan = ?"
                                        + " AND number = ?",
                                row -> row.bytes(1),
                                table.toString(),
                                run.sequence(),
                                run.scan(),
                                number++));
                ended = next.isEmpty();
                chunk = ended ? chunk : ByteBuffer.wrap(next.get(0));
            }
            return chunk.hasRemaining();
        }

        @Override
        public byte[] next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            byte[] key = new byte[chunk.getInt()];
            chunk.get(key);
            return key;
        }
    }
}
