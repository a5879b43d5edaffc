package dev.landfall.core.merge;

import org.jspecify.annotations.Nullable;

/**
 * How many bytes one merge may scan, by BigQuery's own estimate.
 *
 * @param bytes for tables whose spec says nothing; null for no limit
 */
public record MergeBudget(@Nullable Long bytes, Above above) {
    public static final MergeBudget NONE = new MergeBudget(null, Above.DEFER);

    /** What becomes of a merge that would scan more. */
    public enum Above {
        /** It waits, visible in the status, and is looked at again with the next message or sweep. */
        DEFER,
        /** Its files fail. */
        REFUSE
    }

    /**
     * @param bytes a number, or nothing
     * @param above {@code defer} or {@code refuse}
     * @throws IllegalArgumentException saying what is wrong
     */
    public static MergeBudget parse(String bytes, String above) {
        Above action;
        switch (above) {
            case "defer" -> action = Above.DEFER;
            case "refuse" -> action = Above.REFUSE;
            default ->
                throw new IllegalArgumentException(
                        "'" + above + "' does not say what becomes of a merge above its budget: use defer or refuse");
        }
        if (bytes.isBlank()) {
            return new MergeBudget(null, action);
        }
        if (!bytes.matches("[1-9][0-9]{0,17}")) {
            throw new IllegalArgumentException(
                    "'" + bytes + "' is no merge budget: use a positive number of bytes, or nothing");
        }
        return new MergeBudget(Long.valueOf(bytes), action);
    }
}
