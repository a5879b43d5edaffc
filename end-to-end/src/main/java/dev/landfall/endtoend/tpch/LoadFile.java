package dev.landfall.endtoend.tpch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * An Avro file in HDFS whose columns are all nullable text. Unlike delimited text it carries any value as it is; Hive
 * casts it on the way into the real table.
 */
final class LoadFile {
    private LoadFile() {}

    /** Writes all rows into one file. */
    static void write(FileSystem files, Path file, List<HiveColumn> columns, Stream<List<@Nullable String>> rows)
            throws IOException {
        SchemaBuilder.FieldAssembler<Schema> fields =
                SchemaBuilder.record("load").fields();
        for (HiveColumn column : columns) {
            fields.optionalString(column.name());
        }
        Schema schema = fields.endRecord();
        try (DataFileWriter<GenericRecord> writer = new DataFileWriter<>(new GenericDatumWriter<>(schema))) {
            writer.create(schema, files.create(file, true));
            for (Iterator<List<@Nullable String>> each = rows.iterator(); each.hasNext(); ) {
                writer.append(toRecord(schema, each.next()));
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static GenericRecord toRecord(Schema schema, List<@Nullable String> values) {
        GenericRecord row = new GenericData.Record(schema);
        for (int i = 0; i < values.size(); i++) {
            row.put(i, values.get(i));
        }
        return row;
    }
}
