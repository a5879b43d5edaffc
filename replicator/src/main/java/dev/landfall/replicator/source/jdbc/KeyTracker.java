package dev.landfall.replicator.source.jdbc;

import dev.landfall.core.table.TableId;
import dev.landfall.replicator.delta.Delta;
import dev.landfall.replicator.extension.PartSettings;
import dev.landfall.replicator.format.RollingParts;
import dev.landfall.replicator.keys.KeyCodec;
import dev.landfall.replicator.keys.KeyMemory;
import dev.landfall.replicator.keys.KeySorter;
import dev.landfall.replicator.keys.SortedRuns;
import dev.landfall.replicator.pipeline.KeyComparison;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Finds the keys of one delta that were deleted. The order makes it right while others write: all keys are scanned
 * first, then the delta's rows are read. A key that was delivered before and is in neither is gone; one that vanishes
 * between the two is known as delivered, and found by the next comparison.
 */
final class KeyTracker implements Closeable {
    private final TableId table;
    private final KeyComparison comparison;
    private final KeyMemory memory;
    private final Delta delta;
    private final List<SourceColumn> columns;
    private final int[] keys;
    private final KeyCodec codec;
    private final KeySorter scanned;
    private final KeySorter delivered;
    private final boolean due;

    KeyTracker(KeyComparison comparison, PartSettings settings, Delta delta, List<SourceColumn> columns) {
        this.table = delta.table();
        this.comparison = comparison;
        this.memory = settings.keys();
        this.delta = delta;
        this.columns = columns;
        this.keys = comparison.keys().stream()
                .mapToInt(key -> position(key.value()))
                .toArray();
        this.codec =
                new KeyCodec(keyColumns().stream().map(SourceColumn::carried).toList());
        this.scanned = new KeySorter(settings.folder(), "scanned");
        this.delivered = new KeySorter(settings.folder(), "delivered");
        Optional<Long> last = memory.lastScan(table, delta.sequence());
        this.due = last.isEmpty() || isDue(last.get());
    }

    private boolean isDue(long last) {
        return delta.sequence() - last
                >= TimeUnit.SECONDS.toMicros(comparison.every().toSeconds());
    }

    private int position(String key) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().value().equalsIgnoreCase(key)) {
                return i;
            }
        }
        throw new IllegalArgumentException("it has no column " + key + ", which should be part of its key");
    }

    private List<SourceColumn> keyColumns() {
        return Arrays.stream(keys).mapToObj(columns::get).toList();
    }

    /** Reads all keys, if a comparison is due. Before the rows. */
    void scan(TableReader reader, SourceQueries queries) throws SQLException, IOException {
        if (due) {
            reader.read(queries.rows(keyColumns(), ""), keyColumns(), key -> add(scanned, key));
        }
    }

    /** Takes note of a row. */
    void delivered(@Nullable Object[] row) {
        @Nullable Object[] key = new Object[keys.length];
        for (int i = 0; i < keys.length; i++) {
            key[i] = row[keys[i]];
        }
        add(delivered, key);
    }

    private void add(KeySorter sorter, @Nullable Object[] key) {
        try {
            sorter.add(codec.encode(key));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Adds a row for each key that is gone, with nothing but key, version and the mark of a deletion. After the rows. */
    void writeDeletions(RollingParts parts, int watermark) throws IOException {
        LocalDateTime version = delta.rowWindow().watermark();
        if (due && version != null) {
            Iterator<byte[]> gone = SortedRuns.minus(
                    SortedRuns.merged(memory.known(table, delta.sequence())),
                    SortedRuns.merged(List.of(scanned.sorted(), delivered.sorted())));
            while (gone.hasNext()) {
                @Nullable Object[] key = codec.decode(gone.next());
                @Nullable Object[] row = new Object[columns.size() + 1];
                for (int i = 0; i < keys.length; i++) {
                    row[keys[i]] = key[i];
                }
                if (comparison.ordered()) {
                    // Greater than every version delivered until now, and than none that comes with the next windows.
                    row[watermark] = version;
                }
                row[columns.size()] = true;
                parts.write(row);
            }
        }
    }

    /** Stores what the next comparison needs. Counts from the next delta on. */
    void remember() throws IOException {
        if (due) {
            memory.store(table, delta.sequence(), true, scanned.sorted());
        }
        memory.store(table, delta.sequence(), false, delivered.sorted());
    }

    @Override
    public void close() throws IOException {
        try (scanned) {
            delivered.close();
        }
    }
}
