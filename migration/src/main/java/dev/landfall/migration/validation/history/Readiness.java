package dev.landfall.migration.validation.history;

import dev.landfall.core.status.TableStatus;
import dev.landfall.core.table.TableId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a table may be cut over.
 *
 * @param equalRuns how many of the newest validations in a row proved it equal
 * @param lag since what the target holds was complete; null if nothing was ever merged
 * @param failures files that failed or were rejected
 * @param backlog files that are on their way
 * @param blockers why not, in sentences; empty if it is ready
 */
public record Readiness(
        TableId table,
        int equalRuns,
        @Nullable Instant validatedAt,
        @Nullable Duration lag,
        long failures,
        long backlog,
        List<String> blockers) {
    public Readiness {
        blockers = List.copyOf(blockers);
    }

    /**
     * What a cutover asks for.
     *
     * @param equalRuns validations in a row that proved the table equal
     * @param maximumAge of the newest of them
     * @param maximumLag of the target
     */
    public record Rules(int equalRuns, Duration maximumAge, Duration maximumLag) {}

    public boolean ready() {
        return blockers.isEmpty();
    }

    /** Judges by what is remembered and by the ledger; asks no engine. */
    public static Readiness of(
            TableId table, List<PastValidation> history, @Nullable TableStatus status, Rules rules, Instant now) {
        int equal = 0;
        while (equal < history.size() && history.get(history.size() - 1 - equal).provedEqual()) {
            equal++;
        }
        PastValidation last = history.isEmpty() ? null : history.get(history.size() - 1);
        Instant freshAsOf = status == null ? null : status.freshAsOf();
        Duration lag = freshAsOf == null ? null : Duration.between(freshAsOf, now);
        long failures = status == null ? 0 : status.files().failed();
        long backlog = status == null ? 0 : status.files().backlog();
        List<String> blockers = new ArrayList<>();
        validated(last, equal, rules, now, blockers);
        if (lag != null && lag.compareTo(rules.maximumLag()) > 0) {
            blockers.add(
                    "nothing was merged for " + words(lag) + ", and " + words(rules.maximumLag()) + " are allowed");
        }
        if (failures > 0) {
            blockers.add(failures + " files failed or were rejected ('landfall status --table " + table + "')");
        }
        if (backlog > 0) {
            blockers.add(backlog + " files are on their way");
        }
        return new Readiness(table, equal, last == null ? null : last.at(), lag, failures, backlog, blockers);
    }

    private static void validated(
            @Nullable PastValidation last, int equal, Rules rules, Instant now, List<String> blockers) {
        if (last == null) {
            blockers.add("it was never validated");
            return;
        }
        if (equal < rules.equalRuns()) {
            blockers.add("equal " + equal + " times running, and " + rules.equalRuns() + " are asked for; the newest: "
                    + last.outcome() + " at level " + last.level().word());
        }
        Duration age = Duration.between(last.at(), now);
        if (age.compareTo(rules.maximumAge()) > 0) {
            blockers.add("the newest validation is " + words(age) + " old, and " + words(rules.maximumAge())
                    + " are allowed");
        }
    }

    /** {@code 3 d}, {@code 5 h}, {@code 12 min}, {@code 40 s}: the greatest unit that fits. */
    public static String words(Duration duration) {
        if (duration.toDays() > 1) {
            return duration.toDays() + " d";
        }
        if (duration.toHours() > 1) {
            return duration.toHours() + " h";
        }
        return duration.toMinutes() > 1 ? duration.toMinutes() + " min" : duration.toSeconds() + " s";
    }
}
