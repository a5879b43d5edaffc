package dev.landfall.endtoend.hostile;

import dev.landfall.endtoend.hostile.HostileCase.End;
import dev.landfall.replicator.checksum.ChecksummedOutput;
import dev.landfall.replicator.format.PartFormat;
import dev.landfall.replicator.format.PartWriter;
import dev.landfall.replicator.format.RowColumn;
import dev.landfall.replicator.format.RowSchema;
import dev.landfall.replicator.format.RowType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/** Avro, Parquet and ORC files for tables with the columns {@code id INT64, name STRING}. */
final class HostileBinaries {
    private static final String LONG = "\"long\"";
    private static final String STRING = "[\"null\",\"string\"]";

    private final List<HostileCase> cases = new ArrayList<>();

    static List<HostileCase> all() {
        HostileBinaries binaries = new HostileBinaries();
        binaries.avro();
        binaries.parquet();
        binaries.orc();
        binaries.mixed();
        return binaries.cases;
    }

    /** A good file of one row. */
    static byte[] avro(long id) {
        return avro(record("id", LONG, "name", STRING), CodecFactory.nullCodec(), id, "a");
    }

    static byte[] parquet(long id) {
        return parquet(RowType.INT64, "id", id);
    }

    private void avro() {
        byte[] whole = avro(1);
        for (int length : new int[] {1, 3, 4, 20, whole.length / 2, whole.length - 20, whole.length - 1}) {
            avro("cut after " + length + " bytes", Arrays.copyOf(whole, length), End.FAILED);
        }
        avro("another mark", broken(whole, 0), End.FAILED);
        avro("a version of the future", broken(whole, 3), End.FAILED);
        avro("a broken schema", broken(whole, 30), End.FAILED);
        avro("a broken sync mark", broken(whole, whole.length - 3), End.FAILED);
        avro("noise", HostileText.random(500), End.FAILED);
        avro("CSV", "id,name\n1,a\n".getBytes(StandardCharsets.UTF_8), End.FAILED);
        avro(
                "a codec that BigQuery has not",
                avro(record("id", LONG, "name", STRING), CodecFactory.bzip2Codec(), 1L, "a"),
                End.FAILED);
        avro(
                "no key column",
                avro(record("ident", LONG, "name", STRING), CodecFactory.nullCodec(), 1L, "a"),
                End.FAILED);
        avro(
                "text in the key",
                avro(record("id", "\"string\"", "name", STRING), CodecFactory.nullCodec(), "x", "a"),
                End.FAILED);
        avro(
                "columns that differ in case",
                avro(record("id", LONG, "ID", LONG), CodecFactory.nullCodec(), 1L, 2L),
                End.FAILED);
        avro(
                "a reserved column",
                avro(record("id", LONG, "_PARTITIONTIME", STRING), CodecFactory.nullCodec(), 1L, "a"),
                End.FAILED);
        avro(
                "a reserved prefix",
                avro(record("id", LONG, "_TABLE_x", STRING), CodecFactory.nullCodec(), 1L, "a"),
                End.FAILED);
        avro("no row", avro(record("id", LONG, "name", STRING), CodecFactory.nullCodec()), End.MERGED);
        avro("snappy", avro(record("id", LONG, "name", STRING), CodecFactory.snappyCodec(), 5001L, "a"), End.MERGED);
        avro("a NULL", avro(record("id", LONG, "name", STRING), CodecFactory.nullCodec(), 5002L, null), End.MERGED);
        avro(
                "a value of a megabyte",
                avro(record("id", LONG, "name", STRING), CodecFactory.nullCodec(), 5003L, "x".repeat(1 << 20)),
                End.MERGED);
    }

    private void parquet() {
        byte[] whole = parquet(1);
        for (int length : new int[] {1, 4, 8, 12, whole.length / 2, whole.length - 8, whole.length - 1}) {
            parquet("cut after " + length + " bytes", Arrays.copyOf(whole, length), End.FAILED);
        }
        parquet("another mark", broken(whole, 0), End.EITHER);
        parquet("another mark at the end", broken(whole, whole.length - 1), End.FAILED);
        parquet("a wrong length of the footer", broken(whole, whole.length - 6), End.FAILED);
        parquet("noise in the footer", broken(whole, whole.length - 20), End.EITHER);
        parquet("noise", HostileText.random(501), End.FAILED);
        parquet("CSV", "id,name\n1,a\n".getBytes(StandardCharsets.UTF_8), End.FAILED);
        parquet("Avro", avro(1), End.FAILED);
        parquet("no key column", parquet(RowType.INT64, "ident", 1L), End.FAILED);
        parquet("text in the key", parquet(RowType.STRING, "id", "x"), End.FAILED);
        parquet("a reserved column", parquet(RowType.INT64, "_PARTITIONTIME", 1L), End.FAILED);
        parquet("no row", parquet(RowType.INT64, "id", null), End.MERGED);
    }

    private void orc() {
        add("ORC: its mark alone", "orc", ".orc", "ORC".getBytes(StandardCharsets.US_ASCII), End.FAILED);
        add("ORC: noise", "orc", ".orc", HostileText.random(502), End.FAILED);
        add(
                "ORC: its mark and noise",
                "orc",
                ".orc",
                HostileText.join("ORC".getBytes(StandardCharsets.US_ASCII), HostileText.random(503)),
                End.FAILED);
    }

    /** Endings that lie, and no endings: a format in the table's spec comes before the ending, unless the bytes refute it. */
    private void mixed() {
        add("Avro named .csv", "avro", ".csv", avro(5101), End.FAILED);
        add("Parquet named .json", "parquet", ".json", parquet(6101L), End.MERGED);
        add("Avro without an ending", "avro", "", avro(5102), End.MERGED);
        add("Parquet without an ending", "parquet", "", parquet(6102L), End.MERGED);
        add("Avro below a table of Parquet", "parquet", ".avro", avro(6103), End.MERGED);
    }

    private void avro(String label, byte[] bytes, End end) {
        add("Avro: " + label, "avro", ".avro", bytes, end);
    }

    private void parquet(String label, byte[] bytes, End end) {
        add("Parquet: " + label, "parquet", ".parquet", bytes, end);
    }

    private void add(String label, String table, String ending, byte[] bytes, End end) {
        cases.add(HostileCase.of(
                label, "landing/sales/" + table + "/seq=5/" + cases.size() + "_0" + ending, bytes, end, null));
    }

    private static byte[] broken(byte[] whole, int at) {
        return HostileText.broken(whole, at);
    }

    private static Schema record(String... namesAndTypes) {
        StringBuilder fields = new StringBuilder();
        for (int i = 0; i < namesAndTypes.length; i += 2) {
            fields.append(i == 0 ? "" : ",")
                    .append("{\"name\":\"" + namesAndTypes[i] + "\",\"type\":" + namesAndTypes[i + 1] + "}");
        }
        return new Schema.Parser().parse("{\"type\":\"record\",\"name\":\"row\",\"fields\":[" + fields + "]}");
    }

    private static byte[] avro(Schema schema, CodecFactory codec, @Nullable Object... values) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DataFileWriter<GenericRecord> writer = new DataFileWriter<>(new GenericDatumWriter<>(schema))) {
            writer.setCodec(codec).create(schema, out, new byte[16]);
            if (values.length > 0) {
                GenericRecord row = new GenericData.Record(schema);
                for (int i = 0; i < values.length; i++) {
                    row.put(i, values[i]);
                }
                writer.append(row);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** @param value of the key; null for a file without a row */
    private static byte[] parquet(RowType type, String key, @Nullable Object value) {
        try {
            Path path = Files.createTempFile("hostile", ".parquet");
            try {
                RowSchema schema =
                        new RowSchema("row", List.of(RowColumn.of(key, type), RowColumn.of("name", RowType.STRING)));
                try (PartWriter writer = PartWriter.open(PartFormat.PARQUET, schema, ChecksummedOutput.create(path))) {
                    if (value != null) {
                        writer.write(new Object[] {value, "a"});
                    }
                }
                return Files.readAllBytes(path);
            } finally {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
