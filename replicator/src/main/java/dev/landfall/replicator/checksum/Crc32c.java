package dev.landfall.replicator.checksum;

import java.nio.ByteBuffer;
import java.util.Base64;

/** A CRC32C (Castagnoli) value; {@link #base64()} is the form Cloud Storage uses: four big-endian bytes. */
public record Crc32c(int value) {

    /** Reads the base64 form; {@link IllegalArgumentException} when it is not one of four bytes. */
    public static Crc32c ofBase64(String text) {
        byte[] bytes = Base64.getDecoder().decode(text);
        if (bytes.length != Integer.BYTES) {
            throw new IllegalArgumentException("A CRC32C has 4 bytes, but '" + text + "' has " + bytes.length);
        }
        return new Crc32c(ByteBuffer.wrap(bytes).getInt());
    }

    public String base64() {
        return Base64.getEncoder()
                .encodeToString(
                        ByteBuffer.allocate(Integer.BYTES).putInt(value).array());
    }

    /** Eight lower-case hexadecimal digits. */
    public String hex() {
        return "%08x".formatted(value);
    }

    @Override
    public String toString() {
        return base64();
    }
}
