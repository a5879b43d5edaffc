package dev.landfall.replicator.format;

import dev.landfall.replicator.checksum.ChecksummedOutput;
import java.io.IOException;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.IndexedRecord;
import org.apache.parquet.avro.AvroParquetWriter;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.jspecify.annotations.Nullable;

/** Parquet files: ZSTD, row groups of 32 MiB in memory at most, INT64 microsecond timestamps, fixed-length decimals. */
final class ParquetPartWriter implements PartWriter {
    private static final long ROW_GROUP_BYTES = 32L * 1024 * 1024;
    private static final int PAGE_BYTES = 1024 * 1024;

    private final RowRecord row;
    private final ParquetWriter<IndexedRecord> writer;

    ParquetPartWriter(RowSchema schema, ChecksummedOutput output) throws IOException {
        this.row = new RowRecord(schema, PartFormat.PARQUET);
        this.writer = AvroParquetWriter.<IndexedRecord>builder(new ParquetOutput(output))
                .withConf(new PlainParquetConfiguration())
                .withSchema(row.getSchema())
                .withDataModel(new GenericData())
                .withCompressionCodec(CompressionCodecName.ZSTD)
                .withRowGroupSize(ROW_GROUP_BYTES)
                .withPageSize(PAGE_BYTES)
                .build();
    }

    @Override
    public void write(@Nullable Object[] values) throws IOException {
        writer.write(row.fill(values));
    }

    @Override
    public long estimatedSize() {
        return writer.getDataSize();
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }
}
