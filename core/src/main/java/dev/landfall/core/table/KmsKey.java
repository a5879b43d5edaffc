package dev.landfall.core.table;

import java.util.regex.Pattern;

/** The resource name of a Cloud KMS key; it holds nothing that a SQL string would have to escape. */
public record KmsKey(String name) {
    private static final Pattern LEGAL = Pattern.compile(
            "projects/[a-z0-9:.-]+/locations/[a-z0-9-]+/keyRings/[A-Za-z0-9_-]+/cryptoKeys/[A-Za-z0-9_-]+");

    public KmsKey {
        if (!LEGAL.matcher(name).matches()) {
            throw new IllegalArgumentException("'" + Printable.of(name) + "' is not the name of a KMS key:"
                    + " projects/<p>/locations/<l>/keyRings/<r>/cryptoKeys/<k>");
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
