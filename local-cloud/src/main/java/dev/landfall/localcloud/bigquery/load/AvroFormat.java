package dev.landfall.localcloud.bigquery.load;

import dev.landfall.localcloud.bigquery.engine.Session;
import dev.landfall.localcloud.bigquery.schema.DuckDbNames;
import dev.landfall.localcloud.bigquery.schema.Field;
import dev.landfall.localcloud.bigquery.schema.TableSchema;
import dev.landfall.localcloud.http.ApiException;
import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.duckdb.DuckDBAppender;

/** Avro object container files. Rows go through a temporary table, since only an appender takes them. */
final class AvroFormat implements SourceFormat {
    private static final String INPUT = "load_input";
    private static final int SYNC_MARKER_BYTES = 16;
    private static final Set<String> CODECS = Set.of("null", "deflate", "snappy", "zstandard");

    private final AvroColumn.Mapping mapping;

    AvroFormat(LoadConfiguration configuration) {
        this.mapping =
                new AvroColumn.Mapping(configuration.decimalTargets(), configuration.flag("useAvroLogicalTypes"));
    }

    @Override
    public boolean describesItself() {
        return true;
    }

    @Override
    public TableSchema schema(Session session, SourceFile file, TableSchema hint) {
        try (DataFileReader<GenericRecord> reader = reader(file)) {
            return schema(mapping.columns(reader.getSchema(), hint.fields()));
        } catch (IOException | AvroRuntimeException e) {
            throw unreadable(e);
        }
    }

    @Override
    public SourceRows open(Session session, SourceFile file, TableSchema hint) {
        try (DataFileReader<GenericRecord> reader = reader(file)) {
            checkComplete(file, reader);
            List<AvroColumn> columns = mapping.columns(reader.getSchema(), hint.fields());
            session.update("CREATE OR REPLACE TEMP TABLE " + INPUT + " ("
                    + columns.stream()
                            .map(column ->
                                    DuckDbNames.quote(column.field().name()) + " " + DuckDbNames.type(column.field()))
                            .collect(Collectors.joining(", "))
                    + ")");
            append(session, reader, columns);
            return new SourceRows(
                    INPUT,
                    columns.stream()
                            .map(column -> new SourceColumn(
                                    column.field(),
                                    DuckDbNames.quote(column.field().name())))
                            .toList());
        } catch (IOException | AvroRuntimeException e) {
            throw unreadable(e);
        }
    }

    private static void append(Session session, DataFileReader<GenericRecord> reader, List<AvroColumn> columns)
            throws IOException {
        try (DuckDBAppender appender = session.connection().createAppender("temp", "main", INPUT)) {
            AvroAppender rows = new AvroAppender(columns, appender);
            GenericRecord reused = null;
            while (reader.hasNext()) {
                reused = reader.next(reused);
                rows.append(reused);
            }
            appender.flush();
        } catch (SQLException e) {
            throw ApiException.invalid("Error while reading data, error message: " + e.getMessage());
        } catch (ArithmeticException | ClassCastException | IndexOutOfBoundsException e) {
            throw unreadable(e);
        }
    }

    /** The reader takes a truncated block for the end of the file; a whole file ends with the sync marker. */
    private static void checkComplete(SourceFile file, DataFileReader<GenericRecord> reader) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file.content().toFile(), "r")) {
            byte[] marker = read(bytes, reader.previousSync() - SYNC_MARKER_BYTES);
            if (!Arrays.equals(marker, read(bytes, bytes.length() - SYNC_MARKER_BYTES))) {
                throw new EOFException("the file is truncated: it does not end with its sync marker");
            }
        }
    }

    private static byte[] read(RandomAccessFile bytes, long position) throws IOException {
        byte[] marker = new byte[SYNC_MARKER_BYTES];
        bytes.seek(position);
        bytes.readFully(marker);
        return marker;
    }

    private static DataFileReader<GenericRecord> reader(SourceFile file) throws IOException {
        DataFileReader<GenericRecord> reader;
        try {
            reader = new DataFileReader<>(file.content().toFile(), new GenericDatumReader<>());
        } catch (RuntimeException e) {
            // A broken schema makes Avro's parser throw exceptions of many kinds.
            throw new AvroRuntimeException("the header is broken: " + e.getMessage(), e);
        }
        String codec = reader.getMetaString("avro.codec");
        if (codec != null && !CODECS.contains(codec)) {
            reader.close();
            throw new IOException("BigQuery reads no Avro blocks in the codec " + codec);
        }
        return reader;
    }

    private static TableSchema schema(List<AvroColumn> columns) {
        List<Field> fields = columns.stream().map(AvroColumn::field).toList();
        return new TableSchema(fields);
    }

    private static ApiException unreadable(Exception e) {
        return ApiException.invalid("Error while reading data, error message: The Apache Avro library failed to read"
                + " data with the following error: " + e.getMessage());
    }
}
