package dev.landfall.endtoend.hostile;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One object and how it must end.
 *
 * @param label what is wrong with it
 * @param reason that the ledger must name; null if any will do, since it is BigQuery's
 */
record HostileCase(
        String label,
        String name,
        Content content,
        End end,
        @Nullable String reason) {
    enum End {
        /** Not in the ledger. */
        IGNORED,
        REJECTED,
        FAILED,
        /** It looks hostile and is not. */
        MERGED,
        /** Whether such a file is read is for BigQuery to say: merged, or failed with its reason. */
        EITHER
    }

    /** Bytes that may be shared, and are never changed. */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    record Content(byte @Nullable [] bytes) {
        byte[] orNone() {
            return bytes == null ? new byte[0] : bytes;
        }

        /** False if only an event tells of the object: Cloud Storage itself would refuse its name. */
        boolean stored() {
            return bytes != null;
        }
    }

    static HostileCase of(String label, String name, byte[] bytes, End end, @Nullable String reason) {
        return new HostileCase(label, name, new Content(bytes), end, reason);
    }

    static HostileCase of(String label, String name, String text, End end, @Nullable String reason) {
        return of(label, name, text.getBytes(StandardCharsets.UTF_8), end, reason);
    }

    @Override
    public String toString() {
        return label;
    }
}
