package dev.landfall.localcloud.storage;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.zip.CRC32C;

/** Writes one new content file, checksums on the way. Ends in {@link #finish} or {@link #discard}. Not thread-safe. */
final class ContentWriter extends OutputStream {
    private final Path file;
    private final OutputStream out;
    private final CRC32C crc32c = new CRC32C();
    private final MessageDigest md5 = newMd5();
    private long size;

    ContentWriter(Path file) throws IOException {
        this.file = file;
        this.out = new BufferedOutputStream(Files.newOutputStream(file, StandardOpenOption.CREATE_NEW), 1 << 16);
    }

    @Override
    public void write(int single) throws IOException {
        write(new byte[] {(byte) single}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
        crc32c.update(bytes, offset, length);
        md5.update(bytes, offset, length);
        size += length;
    }

    long size() {
        return size;
    }

    Content finish() throws IOException {
        out.close();
        byte[] checksum =
                ByteBuffer.allocate(Integer.BYTES).putInt((int) crc32c.getValue()).array();
        return new Content(file, size, base64(checksum), base64(md5.digest()));
    }

    /** Forgets what was written. */
    void discard() throws IOException {
        out.close();
        Files.deleteIfExists(file);
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static MessageDigest newMd5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java runtime has MD5", e);
        }
    }
}
