package dev.landfall.replicator.format;

import dev.landfall.core.table.FileFormat;
import dev.landfall.replicator.checksum.ChecksummedOutput;
import java.io.IOException;

/** A file format that rows are written in: {@link PartFormat}, or one of the user's own. Safe for several threads. */
public interface RowFormat {

    /** As the pipeline file names it. */
    String word();

    /** What BigQuery is to take the files for. */
    FileFormat files();

    /** Of the files' names, without a dot. */
    String extension();

    String contentType();

    /** Opens a part on {@code output}, which is closed with the writer. The same rows must give the same bytes. */
    PartWriter open(RowSchema schema, ChecksummedOutput output) throws IOException;

    /** The schema of the parts as Avro JSON, for the manifest. */
    default String schemaJson(RowSchema schema) {
        return schema.avroJson(PartFormat.AVRO);
    }
}
