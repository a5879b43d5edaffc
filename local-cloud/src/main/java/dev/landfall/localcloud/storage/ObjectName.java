package dev.landfall.localcloud.storage;

import dev.landfall.localcloud.http.ApiException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;

/** The rules for object names. */
final class ObjectName {
    private static final int MAX_BYTES = 1024;

    /** The order of a listing: by UTF-8 bytes, which is by code point and not by Java's UTF-16 units. */
    static final Comparator<String> ORDER = ObjectName::compareCodePoints;

    private ObjectName() {}

    /**
     * Refuses what Cloud Storage refuses.
     *
     * @see <a href="https://cloud.google.com/storage/docs/objects#naming">Object naming</a>
     */
    static String check(String name) {
        int bytes = name.getBytes(StandardCharsets.UTF_8).length;
        if (name.isEmpty()) {
            throw new ApiException(400, "required", "Required");
        }
        if (bytes > MAX_BYTES) {
            throw ApiException.invalid("The object name has " + bytes + " bytes in UTF-8; at most 1024 are allowed.");
        }
        boolean reserved = name.equals(".") || name.equals("..") || name.startsWith(".well-known/acme-challenge/");
        if (reserved || name.indexOf('\r') >= 0 || name.indexOf('\n') >= 0) {
            throw ApiException.invalid("Invalid object name: '" + name + "'.");
        }
        return name;
    }

    private static int compareCodePoints(String left, String right) {
        int shared = Math.min(left.length(), right.length());
        for (int i = 0; i < shared; i++) {
            char a = left.charAt(i);
            char b = right.charAt(i);
            if (a != b) {
                // Units before i are equal, so a surrogate here starts or ends a pair in both.
                boolean mixed = Character.isSurrogate(a) != Character.isSurrogate(b);
                return mixed ? (Character.isSurrogate(a) ? 1 : -1) : Character.compare(a, b);
            }
        }
        return Integer.compare(left.length(), right.length());
    }
}
