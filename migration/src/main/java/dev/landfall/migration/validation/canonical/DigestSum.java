package dev.landfall.migration.validation.canonical;

import java.math.BigInteger;

/**
 * The digest of a set of rows that may hold a row several times: how many, and the exact sums of two parts of each row's
 * SHA-256. Whatever the order of the rows, the sums are the same; unlike with XOR, a row that is there twice shows.
 */
public record DigestSum(long rows, BigInteger low, BigInteger high) {
    public static final DigestSum NONE = new DigestSum(0, BigInteger.ZERO, BigInteger.ZERO);

    public DigestSum plus(DigestSum other) {
        return new DigestSum(rows + other.rows, low.add(other.low), high.add(other.high));
    }

    /** Short text for reports; not enough to compare by. */
    public String fingerprint() {
        String text = high.toString(16);
        return text.substring(Math.max(0, text.length() - 12));
    }
}
