package dev.landfall.migration.validation.comparison;

import dev.landfall.migration.validation.canonical.DigestSum;

/** One partition on both sides; at level COUNT the sums are zero. */
public record PartitionResult(String label, DigestSum source, DigestSum target) {
    public boolean equal() {
        return source.equals(target);
    }

    /** True if one side has no row of it. */
    public boolean oneSided() {
        return (source.rows() == 0) != (target.rows() == 0);
    }

    /** Rows on the larger side. */
    public long rows() {
        return Math.max(source.rows(), target.rows());
    }

    /** What differs, for people. */
    public String difference() {
        if (target.rows() == 0) {
            return "missing in the target: all " + source.rows() + " rows";
        }
        if (source.rows() == 0) {
            return "not in the source: all " + target.rows() + " rows";
        }
        return source.rows() == target.rows()
                ? "as many rows, other values"
                : source.rows() + " rows in the source, " + target.rows() + " in the target";
    }
}
