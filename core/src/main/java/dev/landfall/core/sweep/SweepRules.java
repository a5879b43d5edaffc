package dev.landfall.core.sweep;

import java.time.Duration;

/**
 * How patient a sweep is.
 *
 * @param grace what is younger is left to its event
 * @param stagingAge a staging table that no batch needs is dropped when it is older
 * @param patience how long one table's load jobs are waited for
 * @param tablesAtOnce how many tables are worked on side by side
 * @param everything true to compare every object with the ledger, and not only those since the last complete sweep
 * @param dryRun true to look only
 */
public record SweepRules(
        Duration grace, Duration stagingAge, Duration patience, int tablesAtOnce, boolean everything, boolean dryRun) {
    /** Events are on their way for seconds; a function's run ends within nine minutes. */
    public static final SweepRules DEFAULT =
            new SweepRules(Duration.ofMinutes(15), Duration.ofDays(1), Duration.ofMinutes(2), 8, false, false);

    public SweepRules {
        if (grace.isNegative() || stagingAge.isNegative() || patience.isNegative() || tablesAtOnce < 1) {
            throw new IllegalArgumentException("A sweep's times are not negative, and it works on one table at least: "
                    + grace + ", " + stagingAge + ", " + patience + ", " + tablesAtOnce);
        }
    }

    public SweepRules withGrace(Duration other) {
        return new SweepRules(other, stagingAge, patience, tablesAtOnce, everything, dryRun);
    }

    public SweepRules withEverything(boolean other) {
        return new SweepRules(grace, stagingAge, patience, tablesAtOnce, other, dryRun);
    }

    public SweepRules withDryRun(boolean other) {
        return new SweepRules(grace, stagingAge, patience, tablesAtOnce, everything, other);
    }
}
