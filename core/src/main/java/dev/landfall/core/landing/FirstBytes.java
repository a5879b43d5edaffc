package dev.landfall.core.landing;

import dev.landfall.core.table.FileFormat;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * What the first bytes of a file tell: Avro, Parquet and ORC files and gzip streams begin with a mark of their own. CSV
 * and JSON are never guessed.
 */
public final class FirstBytes {
    /** So many are needed at most. */
    public static final int COUNT = 4;

    private static final byte[] AVRO = {'O', 'b', 'j', 1};
    private static final byte[] PARQUET = "PAR1".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ORC = "ORC".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] GZIP = {0x1f, (byte) 0x8b};

    private final byte[] bytes;

    public FirstBytes(byte[] bytes) {
        this.bytes = Arrays.copyOf(bytes, Math.min(bytes.length, COUNT));
    }

    /** The self-describing format that begins like this. */
    public Optional<FileFormat> format() {
        if (beginsWith(AVRO)) {
            return Optional.of(FileFormat.AVRO);
        }
        if (beginsWith(PARQUET)) {
            return Optional.of(FileFormat.PARQUET);
        }
        return beginsWith(ORC) ? Optional.of(FileFormat.ORC) : Optional.empty();
    }

    public boolean gzip() {
        return beginsWith(GZIP);
    }

    /** False if a file of this format cannot begin like this. */
    boolean admits(FileFormat other) {
        return other.selfDescribing() ? format().equals(Optional.of(other)) : format().isEmpty();
    }

    private boolean beginsWith(byte[] mark) {
        return bytes.length >= mark.length && Arrays.equals(bytes, 0, mark.length, mark, 0, mark.length);
    }

    /** In hexadecimal. */
    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}
