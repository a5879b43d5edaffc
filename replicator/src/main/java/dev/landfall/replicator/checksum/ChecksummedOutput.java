package dev.landfall.replicator.checksum;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/** Writes a new local file and knows its size and CRC32C at every moment, so the bytes are read only once, by the upload. */
public final class ChecksummedOutput extends OutputStream {
    private static final int BUFFER_BYTES = 256 * 1024;

    private final CRC32C checksum = new CRC32C();
    private final OutputStream file;
    private long size;

    private ChecksummedOutput(OutputStream file) {
        this.file = file;
    }

    /** Creates {@code path}; an existing file is replaced (a leftover of an earlier try). */
    public static ChecksummedOutput create(Path path) throws IOException {
        OutputStream file = Files.newOutputStream(
                path, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        return new ChecksummedOutput(new BufferedOutputStream(file, BUFFER_BYTES));
    }

    @Override
    public void write(int oneByte) throws IOException {
        file.write(oneByte);
        checksum.update(oneByte);
        size++;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        file.write(bytes, offset, length);
        checksum.update(bytes, offset, length);
        size += length;
    }

    @Override
    public void flush() throws IOException {
        file.flush();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    /** Bytes written until now. */
    public long size() {
        return size;
    }

    /** The checksum of the bytes written until now. */
    public Crc32c crc32c() {
        return new Crc32c((int) checksum.getValue());
    }
}
