package dev.landfall.replicator.format;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;

/** Decimals as two's complement, big-endian, unscaled. */
final class DecimalBytes {
    private DecimalBytes() {}

    /** The fewest bytes that hold every value of this many digits. */
    static int length(int precision) {
        return BigInteger.TEN.pow(precision).subtract(BigInteger.ONE).bitLength() / Byte.SIZE + 1;
    }

    static byte[] variable(BigDecimal value) {
        return value.unscaledValue().toByteArray();
    }

    static byte[] fixed(BigDecimal value, int length) {
        byte[] shortest = variable(value);
        byte[] fixed = new byte[length];
        Arrays.fill(fixed, (byte) (value.signum() < 0 ? 0xff : 0));
        System.arraycopy(shortest, 0, fixed, length - shortest.length, shortest.length);
        return fixed;
    }
}
