package dev.landfall.migration.validation.comparison;

import dev.landfall.migration.validation.canonical.DigestSum;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Sums as queries return them: a label, how many rows, both sums. */
final class Sums {
    private Sums() {}

    /** By label. */
    static Map<String, DigestSum> of(List<List<@Nullable String>> rows) {
        Map<String, DigestSum> sums = new TreeMap<>();
        for (List<@Nullable String> row : rows) {
            DigestSum sum = row.size() < 4
                    ? new DigestSum(whole(row.get(1)).longValueExact(), BigInteger.ZERO, BigInteger.ZERO)
                    : new DigestSum(whole(row.get(1)).longValueExact(), whole(row.get(2)), whole(row.get(3)));
            sums.put(Objects.requireNonNull(row.get(0), "Labels are never NULL"), sum);
        }
        return sums;
    }

    /** A sum that overflowed in Hive is NULL, and then nothing can be said. */
    private static BigInteger whole(@Nullable String number) {
        return new BigDecimal(Objects.requireNonNull(number, "Sums are never NULL")).toBigIntegerExact();
    }
}
