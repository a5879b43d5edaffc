package dev.landfall.replicator.format;

import dev.landfall.replicator.checksum.ChecksummedOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/** Avro object container files, Snappy blocks of 256 KiB. */
final class AvroPartWriter implements PartWriter {
    private static final int BLOCK_BYTES = 256 * 1024;
    private static final int SYNC_MARKER_BYTES = 16;

    private final RowRecord row;
    private final DataFileWriter<IndexedRecord> writer;
    private final ChecksummedOutput output;

    AvroPartWriter(RowSchema schema, ChecksummedOutput output) throws IOException {
        this.row = new RowRecord(schema, PartFormat.AVRO);
        this.output = output;
        this.writer = new DataFileWriter<IndexedRecord>(new GenericDatumWriter<>(row.getSchema()))
                .setCodec(CodecFactory.snappyCodec())
                .setSyncInterval(BLOCK_BYTES);
        writer.create(row.getSchema(), output, syncMarker(row.getSchema().toString()));
    }

    /** Avro's default marker is random; this one follows from the schema, so that equal rows give equal files. */
    private static byte[] syncMarker(String schema) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(schema.getBytes(StandardCharsets.UTF_8));
            return Arrays.copyOf(digest, SYNC_MARKER_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java runtime has SHA-256", e);
        }
    }

    @Override
    public void write(@Nullable Object[] values) throws IOException {
        writer.append(row.fill(values));
    }

    @Override
    public long estimatedSize() {
        return output.size();
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }
}
