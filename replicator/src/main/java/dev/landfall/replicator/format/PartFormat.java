package dev.landfall.replicator.format;

import dev.landfall.core.table.FileFormat;
import dev.landfall.replicator.checksum.ChecksummedOutput;
import java.io.IOException;

/** The file formats that parts are written in. */
public enum PartFormat implements RowFormat {
    AVRO("avro", "application/avro"),
    PARQUET("parquet", "application/vnd.apache.parquet");

    private final String extension;
    private final String contentType;

    PartFormat(String extension, String contentType) {
        this.extension = extension;
        this.contentType = contentType;
    }

    @Override
    public String word() {
        return extension;
    }

    @Override
    public FileFormat files() {
        return FileFormat.ofWord(extension);
    }

    @Override
    public PartWriter open(RowSchema schema, ChecksummedOutput output) throws IOException {
        return PartWriter.open(this, schema, output);
    }

    @Override
    public String schemaJson(RowSchema schema) {
        return schema.avroJson(this);
    }

    @Override
    public String extension() {
        return extension;
    }

    @Override
    public String contentType() {
        return contentType;
    }
}
