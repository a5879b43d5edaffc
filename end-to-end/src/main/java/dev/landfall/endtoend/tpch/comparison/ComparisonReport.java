package dev.landfall.endtoend.tpch.comparison;

import java.util.List;

/**
 * What a comparison found.
 *
 * @param equalRows rows that are the same on both sides
 * @param missingRows rows that only the source has
 * @param extraRows rows that only the target has
 * @param differentRows rows with another value in at least one column
 * @param firstDifferences some of the differences, in key order
 */
public record ComparisonReport(
        long equalRows, long missingRows, long extraRows, long differentRows, List<Difference> firstDifferences) {
    public ComparisonReport {
        firstDifferences = List.copyOf(firstDifferences);
    }

    /** Whether the target is the source. */
    public boolean equal() {
        return missingRows == 0 && extraRows == 0 && differentRows == 0;
    }

    @Override
    public String toString() {
        if (equal()) {
            return equalRows + " rows, all equal";
        }
        StringBuilder text = new StringBuilder()
                .append(equalRows)
                .append(" rows equal, ")
                .append(missingRows)
                .append(" missing, ")
                .append(extraRows)
                .append(" extra, ")
                .append(differentRows)
                .append(" different; first:");
        firstDifferences.forEach(difference -> text.append("\n  ").append(difference));
        return text.toString();
    }
}
