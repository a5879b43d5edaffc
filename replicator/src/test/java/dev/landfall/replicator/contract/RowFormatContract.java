package dev.landfall.replicator.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.replicator.checksum.ChecksummedOutput;
import dev.landfall.replicator.format.PartWriter;
import dev.landfall.replicator.format.RowColumn;
import dev.landfall.replicator.format.RowFormat;
import dev.landfall.replicator.format.RowSchema;
import dev.landfall.replicator.format.RowType;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the replicator relies on in a format that rows are written in. */
@SuppressWarnings("NullAway.Init")
public abstract class RowFormatContract {
    /** A column of every type. */
    protected static final RowSchema SCHEMA = new RowSchema(
            "rows",
            List.of(
                    RowColumn.of("b", RowType.BOOLEAN),
                    RowColumn.of("i", RowType.INT32),
                    RowColumn.of("l", RowType.INT64),
                    RowColumn.of("f", RowType.FLOAT32),
                    RowColumn.of("d", RowType.FLOAT64),
                    RowColumn.decimal("n", 38, 9),
                    RowColumn.of("s", RowType.STRING),
                    RowColumn.of("x", RowType.BYTES),
                    RowColumn.of("day", RowType.DATE),
                    RowColumn.of("at", RowType.TIMESTAMP)));

    @TempDir
    public Path folder;

    private int parts;

    protected abstract RowFormat format();

    /** The values of each row of a part, as text or as the format has them; null where a row has none. */
    protected abstract List<@Nullable Object[]> read(Path part) throws IOException;

    @Test
    public void theSameRowsGiveTheSameBytes() throws IOException {
        assertThat(Files.readAllBytes(written(200))).isEqualTo(Files.readAllBytes(written(200)));
    }

    @Test
    public void everyRowIsReadBackAndNullStaysNull() throws IOException {
        List<@Nullable Object[]> rows = read(written(201));
        assertThat(rows).hasSize(201);
        assertThat(rows.get(0)).doesNotContainNull().hasSize(SCHEMA.columns().size());
        assertThat(rows.get(200)).containsOnlyNulls();
    }

    @Test
    public void sizeAndChecksumAreThoseOfTheFile() throws IOException {
        Path file = folder.resolve("checked");
        ChecksummedOutput output = ChecksummedOutput.create(file);
        try (PartWriter writer = format().open(SCHEMA, output)) {
            writer.write(row(1));
        }
        assertThat(output.size()).isEqualTo(Files.size(file));
    }

    @Test
    public void aPartKnowsThatItGrows() throws IOException {
        try (PartWriter writer = format().open(SCHEMA, ChecksummedOutput.create(folder.resolve("growing")))) {
            for (int i = 0; i < 50_000; i++) {
                writer.write(row(i));
            }
            assertThat(writer.estimatedSize()).isGreaterThan(10_000);
        }
    }

    /** The last row has no value at all. */
    private Path written(int rows) throws IOException {
        Path file = folder.resolve("part-" + parts++);
        try (PartWriter writer = format().open(SCHEMA, ChecksummedOutput.create(file))) {
            for (int i = 0; i < rows - 1; i++) {
                writer.write(row(i));
            }
            writer.write(new @Nullable Object[SCHEMA.columns().size()]);
        }
        return file;
    }

    private static @Nullable Object[] row(int i) {
        return new @Nullable Object[] {
            i % 2 == 0,
            i,
            -1L * i,
            i / 3f,
            i / 7.0,
            BigDecimal.valueOf(i, 9),
            "text \"" + i + "\"\n\u20ac",
            new byte[] {(byte) i},
            LocalDate.of(2026, 1, 1).plusDays(i % 1_000),
            LocalDateTime.of(2026, 1, 1, 0, 0).plusSeconds(i)
        };
    }
}
