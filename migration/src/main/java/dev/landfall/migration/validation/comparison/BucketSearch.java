package dev.landfall.migration.validation.comparison;

import dev.landfall.migration.validation.canonical.DigestSum;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Narrows a difference to buckets of keys. A bucket is all keys whose SHA-256 begins with the same digits, so buckets
 * are about equally large whatever the keys are, and a longer beginning divides each into sixteen.
 */
final class BucketSearch {
    private static final int RADIX = 16;
    private static final int FIRST_DIGITS_AT_MOST = 4;
    private static final int MORE_DIGITS = 2;
    private static final int MOST_DIGITS = 12;

    private final BothSides sides;
    private final SearchLimits limits;
    private final Collection<String> labels;

    BucketSearch(BothSides sides, SearchLimits limits, Collection<String> labels) {
        this.sides = sides;
        this.limits = limits;
        this.labels = labels;
    }

    /**
     * Buckets with differences, few rows in all.
     *
     * @param complete false if there are more
     */
    record Found(List<String> buckets, boolean complete) {
        Found {
            buckets = List.copyOf(buckets);
        }
    }

    /** @param rows in the partitions that are searched, of the larger side */
    Found search(long rows) {
        List<String> within = List.of("");
        boolean complete = true;
        long left = rows;
        for (int digits = firstDigits(rows); left > limits.rows(); digits += MORE_DIGITS) {
            Map<String, Long> differing = differing(within, digits);
            if (differing.size() > limits.buckets()) {
                complete = false;
                differing = first(differing, limits.buckets());
            }
            within = List.copyOf(differing.keySet());
            left = differing.values().stream().mapToLong(Long::longValue).sum();
            if (digits >= MOST_DIGITS || within.isEmpty()) {
                break;
            }
        }
        if (left > limits.rows() && within.size() > 1) {
            // One key with very many rows: nothing divides it.
            return new Found(within.subList(0, 1), false);
        }
        return new Found(within, complete);
    }

    /** As many buckets as hold some thousand rows each. */
    private int firstDigits(long rows) {
        int digits = 1;
        for (long buckets = RADIX;
                digits < FIRST_DIGITS_AT_MOST && rows / buckets > limits.rowsOfABucket();
                buckets *= RADIX) {
            digits++;
        }
        return digits;
    }

    private Map<String, Long> differing(List<String> within, int digits) {
        BothSides.Answers answers = sides.groups(queries -> queries.buckets(labels, within, digits));
        Map<String, DigestSum> source = Sums.of(answers.source());
        Map<String, DigestSum> target = Sums.of(answers.target());
        TreeSet<String> all = new TreeSet<>(source.keySet());
        all.addAll(target.keySet());
        Map<String, Long> differing = new TreeMap<>();
        for (String bucket : all) {
            DigestSum left = source.getOrDefault(bucket, DigestSum.NONE);
            DigestSum right = target.getOrDefault(bucket, DigestSum.NONE);
            if (!left.equals(right)) {
                differing.put(bucket, Math.max(left.rows(), right.rows()));
            }
        }
        return differing;
    }

    private static Map<String, Long> first(Map<String, Long> buckets, int count) {
        Map<String, Long> few = new TreeMap<>();
        buckets.entrySet().stream().limit(count).forEach(bucket -> few.put(bucket.getKey(), bucket.getValue()));
        return few;
    }
}
