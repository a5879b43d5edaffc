package dev.landfall.replicator.state;

import dev.landfall.replicator.delta.DeliveredPart;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** SHA-256 over name, size and CRC32C of each part, a line per part: two deltas with the same one delivered the same. */
final class DeltaDigest {
    private DeltaDigest() {}

    static String of(List<DeliveredPart> parts) {
        StringBuilder lines = new StringBuilder();
        for (DeliveredPart part : parts) {
            lines.append(part.objectName())
                    .append(' ')
                    .append(part.size())
                    .append(' ')
                    .append(part.crc32c().base64())
                    .append('\n');
        }
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256")
                            .digest(lines.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java runtime has SHA-256", e);
        }
    }
}
