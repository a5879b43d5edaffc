package dev.landfall.migration.validation.canonical;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 of a row's canonical text. Two numbers of 60 bits are taken from it to be summed. */
public record RowDigest(String hex) {
    /** Hexadecimal digits in one number. */
    public static final int DIGITS = 15;

    private static final int RADIX = 16;

    public static RowDigest of(String canonicalText) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(canonicalText.getBytes(StandardCharsets.UTF_8));
            return new RowDigest(HexFormat.of().formatHex(hash));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    /** This row alone, as a sum. */
    public DigestSum sum() {
        return new DigestSum(1, part(0), part(1));
    }

    private BigInteger part(int index) {
        return new BigInteger(hex.substring(index * DIGITS, (index + 1) * DIGITS), RADIX);
    }
}
