package dev.landfall.localcloud.bigquery.load;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;

/** Whether a text file is compressed: its first bytes tell, whatever its name. */
final class Compression {
    private Compression() {}

    /** DuckDB's word for it. */
    static String of(SourceFile file) {
        try (InputStream bytes = Files.newInputStream(file.content())) {
            return bytes.read() == 0x1f && bytes.read() == 0x8b ? "gzip" : "none";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
