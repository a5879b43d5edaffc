package dev.landfall.endtoend.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;

/** Small Avro files for many tables: every row is a new key, so that a table's rows are easily counted. */
record SmallFiles(int tables, int filesPerTable, int rowsPerFile) {
    private static final Schema ROW = SchemaBuilder.record("row")
            .fields()
            .requiredLong("id")
            .requiredString("name")
            .requiredLong("version")
            .endRecord();

    /** One file of one table. */
    record SmallFile(String table, int number) {
        /** Where the replicator would put it. */
        String objectName() {
            return "landing/" + BenchCloud.DATASET + "/" + table + "/seq=" + (1_000_000 + number) + "/part-" + number
                    + ".avro";
        }
    }

    List<String> tableNames() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < tables; i++) {
            names.add("t%02d".formatted(i));
        }
        return names;
    }

    /** All files, in an order that the seed makes. */
    List<SmallFile> shuffled(long seed) {
        List<SmallFile> files = new ArrayList<>();
        for (String table : tableNames()) {
            for (int number = 0; number < filesPerTable; number++) {
                files.add(new SmallFile(table, number));
            }
        }
        Collections.shuffle(files, new Random(seed));
        return files;
    }

    int count() {
        return tables * filesPerTable;
    }

    byte[] content(SmallFile file) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataFileWriter<GenericRecord> writer = new DataFileWriter<>(new GenericDatumWriter<>(ROW))) {
            writer.create(ROW, bytes);
            for (int row = 0; row < rowsPerFile; row++) {
                GenericData.Record record = new GenericData.Record(ROW);
                record.put("id", (long) file.number() * rowsPerFile + row);
                record.put("name", "row " + row + " of file " + file.number());
                record.put("version", 1L);
                writer.append(record);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
