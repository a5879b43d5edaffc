package dev.landfall.replicator.run;

import dev.landfall.core.table.TableId;
import dev.landfall.replicator.delta.Delta;
import dev.landfall.replicator.delta.DeltaHistory;
import dev.landfall.replicator.delta.Extraction;
import dev.landfall.replicator.delta.PartSink;
import dev.landfall.replicator.extension.DeltaSource;
import dev.landfall.replicator.format.PartFormat;
import dev.landfall.replicator.format.RollingParts;
import dev.landfall.replicator.format.RowColumn;
import dev.landfall.replicator.format.RowSchema;
import dev.landfall.replicator.format.RowType;
import dev.landfall.replicator.window.Window;
import dev.landfall.replicator.window.WindowRule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.file.SeekableByteArrayInput;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/** A table in memory with a clock that ticks one hour whenever rows are added. */
final class ScriptedSource implements DeltaSource {
    private static final LocalDateTime START = LocalDateTime.parse("2026-01-01T11:00");
    private static final RowSchema SCHEMA = new RowSchema(
            "orders",
            List.of(
                    RowColumn.of("id", RowType.INT64),
                    RowColumn.of("updated_at", RowType.TIMESTAMP),
                    RowColumn.of("text", RowType.STRING)));

    private record Row(long id, LocalDateTime updatedAt, String text) {}

    private final TableId table;
    private final Path folder;
    private final Random random = new Random(1);
    private final List<Row> rows = new ArrayList<>();
    private LocalDateTime clock = START.plusHours(1);

    ScriptedSource(TableId table, Path folder) {
        this.table = table;
        this.folder = folder;
        for (int id = 0; id < 6_000; id++) {
            rows.add(row(START.minusDays(1).plusSeconds(id % 60)));
        }
    }

    /** Its text does not compress, so that few rows fill a part. */
    private Row row(LocalDateTime updatedAt) {
        StringBuilder text = new StringBuilder();
        while (text.length() < 120) {
            text.append(Long.toString(random.nextLong(), Character.MAX_RADIX));
        }
        return new Row(rows.size(), updatedAt, text.toString());
    }

    @Override
    public Optional<Delta> discover(DeltaHistory history) {
        return new WindowRule(Duration.ofMinutes(5), Duration.ZERO)
                .next(history.watermark(table), clock)
                .map(window -> Delta.ofRows(table, window, "all of " + window));
    }

    @Override
    public Extraction extract(Delta delta, PartSink parts) {
        Window window = delta.rowWindow();
        try (RollingParts rolling =
                new RollingParts(SCHEMA, PartFormat.AVRO, 200_000, delta.sequence(), folder, parts)) {
            for (Row row : rows) {
                boolean inside = row.updatedAt().isBefore(window.upper())
                        && window.lowerBound()
                                .map(lower -> !row.updatedAt().isBefore(lower))
                                .orElse(true);
                if (inside) {
                    rolling.write(new @Nullable Object[] {row.id(), row.updatedAt(), row.text()});
                }
            }
            rolling.finish();
            return new Extraction(0L, 0L, null, SCHEMA.avroJson(PartFormat.AVRO));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Rows that the next window finds. */
    List<Long> addRows(int count) {
        List<Long> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Row row = row(clock.plusMinutes(1));
            rows.add(row);
            ids.add(row.id());
        }
        clock = clock.plusHours(1);
        return ids;
    }

    void reverse() {
        Collections.reverse(rows);
    }

    List<Long> ids() {
        return rows.stream().map(Row::id).toList();
    }

    List<Long> idsBefore(LocalDateTime watermark) {
        return rows.stream()
                .filter(row -> row.updatedAt().isBefore(watermark))
                .map(Row::id)
                .toList();
    }

    static List<Long> ids(byte[] avro) throws IOException {
        List<Long> ids = new ArrayList<>();
        try (DataFileReader<GenericRecord> reader =
                new DataFileReader<>(new SeekableByteArrayInput(avro), new GenericDatumReader<GenericRecord>())) {
            reader.forEach(row -> ids.add((Long) row.get("id")));
        }
        return ids;
    }

    @Override
    public void close() {}
}
