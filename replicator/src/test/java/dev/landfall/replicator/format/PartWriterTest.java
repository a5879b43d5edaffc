package dev.landfall.replicator.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landfall.replicator.checksum.ChecksummedOutput;
import dev.landfall.replicator.checksum.Crc32c;
import dev.landfall.replicator.delta.FinishedPart;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.apache.avro.Conversions;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.GenericRecord;
import org.apache.parquet.avro.AvroParquetReader;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.io.LocalInputFile;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class PartWriterTest {
    private static final RowSchema SCHEMA = new RowSchema(
            "everything",
            List.of(
                    RowColumn.of("flag", RowType.BOOLEAN),
                    RowColumn.of("small", RowType.INT32),
                    RowColumn.of("big", RowType.INT64),
                    RowColumn.of("f", RowType.FLOAT32),
                    RowColumn.of("d", RowType.FLOAT64),
                    RowColumn.decimal("money", 18, 4),
                    RowColumn.decimal("huge", 38, 38),
                    RowColumn.decimal("other_money", 18, 4),
                    RowColumn.of("text", RowType.STRING),
                    RowColumn.of("raw", RowType.BYTES),
                    RowColumn.of("day", RowType.DATE),
                    RowColumn.of("at", RowType.TIMESTAMP)));

    private static final List<@Nullable Object[]> ROWS = List.of(
            new @Nullable Object[] {
                true,
                Integer.MIN_VALUE,
                Long.MAX_VALUE,
                Float.MIN_VALUE,
                Double.NaN,
                new BigDecimal("-99999999999999.9999"),
                new BigDecimal("0." + "9".repeat(38)),
                new BigDecimal("1"),
                "Grüße \u0000 \uD83D\uDE00",
                new byte[] {0, -1},
                LocalDate.parse("0001-01-01"),
                LocalDateTime.parse("0001-01-01T00:00:00.000001")
            },
            new @Nullable Object[] {
                false,
                Integer.MAX_VALUE,
                Long.MIN_VALUE,
                Float.NEGATIVE_INFINITY,
                -0.0,
                new BigDecimal("0.0001"),
                new BigDecimal("-0." + "0".repeat(37) + "1"),
                new BigDecimal("-1"),
                "",
                new byte[0],
                LocalDate.parse("9999-12-31"),
                LocalDateTime.parse("9999-12-31T23:59:59.999999999")
            },
            new @Nullable Object[12]);

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void everyTypeComesBackAtItsEdges(PartFormat format) throws IOException {
        Path file = write(format, "part", ROWS);

        List<List<@Nullable Object>> read = format == PartFormat.AVRO ? readAvro(file) : readParquet(file);

        assertThat(read).hasSize(3);
        assertThat(read.get(0))
                .containsExactly(
                        true,
                        Integer.MIN_VALUE,
                        Long.MAX_VALUE,
                        Float.MIN_VALUE,
                        Double.NaN,
                        new BigDecimal("-99999999999999.9999"),
                        new BigDecimal("0." + "9".repeat(38)),
                        new BigDecimal("1.0000"),
                        "Grüße \u0000 \uD83D\uDE00",
                        ByteBuffer.wrap(new byte[] {0, -1}),
                        -719162,
                        -62135596800000000L + 1);
        assertThat(read.get(1))
                .containsExactly(
                        false,
                        Integer.MAX_VALUE,
                        Long.MIN_VALUE,
                        Float.NEGATIVE_INFINITY,
                        -0.0,
                        new BigDecimal("0.0001"),
                        new BigDecimal("-0." + "0".repeat(37) + "1"),
                        new BigDecimal("-1.0000"),
                        "",
                        ByteBuffer.allocate(0),
                        2932896,
                        253402300799999999L);
        assertThat(read.get(2)).containsOnlyNulls();
    }

    @ParameterizedTest
    @EnumSource
    void equalRowsGiveEqualBytes(PartFormat format) throws IOException {
        assertThat(write(format, "one", ROWS)).hasSameBinaryContentAs(write(format, "two", ROWS));
    }

    @ParameterizedTest
    @EnumSource
    void valuesThatDoNotFitNameTheColumn(PartFormat format) throws IOException {
        @Nullable Object[] tooPrecise = ROWS.get(0).clone();
        tooPrecise[5] = new BigDecimal("0.00001");
        @Nullable Object[] tooLate = ROWS.get(0).clone();
        tooLate[11] = LocalDateTime.parse("+10000-01-01T00:00");

        assertThatThrownBy(() -> write(format, "a", List.<@Nullable Object[]>of(tooPrecise)))
                .hasMessage("Column money: value 0.00001 does not fit decimal(18,4)");
        assertThatThrownBy(() -> write(format, "b", List.<@Nullable Object[]>of(tooLate)))
                .hasMessageContaining("Column at: +10000-01-01 is outside of the years");
    }

    @Test
    void parquetHasMicrosecondInstantsAndFixedDecimals() throws IOException {
        Path file = write(PartFormat.PARQUET, "part", ROWS);

        try (ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(file))) {
            assertThat(reader.getFileMetaData().getSchema().toString())
                    .contains("optional int64 at (TIMESTAMP(MICROS,true))")
                    .contains("optional int32 day (DATE)")
                    .contains("optional fixed_len_byte_array(8) money (DECIMAL(18,4))")
                    .contains("optional fixed_len_byte_array(16) huge (DECIMAL(38,38))")
                    .contains("optional binary text (STRING)")
                    .contains("optional binary raw;");
        }
    }

    @ParameterizedTest
    @EnumSource
    void partsRollBySizeAndStateTheirChecksums(PartFormat format) throws IOException {
        List<FinishedPart> parts = new ArrayList<>();
        try (RollingParts rolling = new RollingParts(SCHEMA, format, 300_000, 7, folder, parts::add)) {
            for (int i = 0; i < 60_000; i++) {
                @Nullable Object[] row = ROWS.get(i % 2).clone();
                row[2] = (long) i;
                row[8] = "row " + (i * 7919L) % 60_013;
                rolling.write(row);
            }
            rolling.finish();
        }

        assertThat(parts).hasSizeGreaterThan(1);
        assertThat(parts.get(1).name()).hasToString("seq=7/part-00001." + format.extension());
        assertThat(parts.stream().mapToLong(FinishedPart::rows).sum()).isEqualTo(60_000);
        for (FinishedPart part : parts) {
            byte[] content = Files.readAllBytes(part.file());
            CRC32C checksum = new CRC32C();
            checksum.update(content);
            assertThat(part.size()).isEqualTo(content.length);
            assertThat(part.crc32c()).isEqualTo(new Crc32c((int) checksum.getValue()));
        }
    }

    @Test
    void noRowsMakeNoPartAndAnAbandonedPartLeavesNoFile() throws IOException {
        List<FinishedPart> parts = new ArrayList<>();
        try (RollingParts rolling = new RollingParts(SCHEMA, PartFormat.AVRO, 1_000, 7, folder, parts::add)) {
            rolling.finish();
        }
        try (RollingParts rolling = new RollingParts(SCHEMA, PartFormat.AVRO, 100_000, 7, folder, parts::add)) {
            rolling.write(ROWS.get(0));
        }

        assertThat(parts).isEmpty();
        assertThat(folder).isEmptyDirectory();
    }

    private Path write(PartFormat format, String name, List<@Nullable Object[]> rows) throws IOException {
        Path file = folder.resolve(name + "." + format.extension());
        try (PartWriter writer = PartWriter.open(format, SCHEMA, ChecksummedOutput.create(file))) {
            for (@Nullable Object[] row : rows) {
                writer.write(row);
            }
        }
        return file;
    }

    private static List<List<@Nullable Object>> readAvro(Path file) throws IOException {
        try (DataFileReader<GenericRecord> reader =
                new DataFileReader<>(file.toFile(), new GenericDatumReader<GenericRecord>())) {
            List<List<@Nullable Object>> rows = new ArrayList<>();
            for (GenericRecord row : reader) {
                rows.add(values(row));
            }
            return rows;
        }
    }

    private static List<List<@Nullable Object>> readParquet(Path file) throws IOException {
        try (ParquetReader<GenericRecord> reader = AvroParquetReader.<GenericRecord>builder(
                        new LocalInputFile(file), new PlainParquetConfiguration())
                .withDataModel(new GenericData())
                .build()) {
            List<List<@Nullable Object>> rows = new ArrayList<>();
            for (GenericRecord row = reader.read(); row != null; row = reader.read()) {
                rows.add(values(row));
            }
            return rows;
        }
    }

    private static List<@Nullable Object> values(GenericRecord row) {
        List<@Nullable Object> values = new ArrayList<>();
        for (Schema.Field field : row.getSchema().getFields()) {
            values.add(decoded(row.get(field.pos()), field.schema().getTypes().get(1)));
        }
        return values;
    }

    private static @Nullable Object decoded(@Nullable Object value, Schema schema) {
        if (value instanceof CharSequence text) {
            return text.toString();
        }
        if (value != null && schema.getLogicalType() instanceof LogicalTypes.Decimal decimal) {
            Conversions.DecimalConversion conversion = new Conversions.DecimalConversion();
            return value instanceof GenericFixed fixed
                    ? conversion.fromFixed(fixed, schema, decimal)
                    : conversion.fromBytes((ByteBuffer) value, schema, decimal);
        }
        return value;
    }

    @Test
    void checksumTextIsWhatCloudStorageWrites() throws IOException {
        // RFC 3720, B.4: the CRC32C of "123456789" is e3069283.
        try (ChecksummedOutput output = ChecksummedOutput.create(folder.resolve("digits"))) {
            output.write("123456789".getBytes(StandardCharsets.US_ASCII));
            assertThat(output.crc32c().hex()).isEqualTo("e3069283");
            assertThat(output.crc32c().base64()).isEqualTo("4waSgw==");
            assertThat(Crc32c.ofBase64("4waSgw==")).isEqualTo(output.crc32c());
        }
    }
}
