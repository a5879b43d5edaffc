package dev.landfall.migration.validation.report;

import dev.landfall.migration.validation.comparison.ColumnDifference;
import dev.landfall.migration.validation.comparison.FactDifference;
import dev.landfall.migration.validation.comparison.KeyDifference;
import dev.landfall.migration.validation.comparison.Level;
import dev.landfall.migration.validation.comparison.Outcome;
import dev.landfall.migration.validation.comparison.PartitionResult;
import dev.landfall.migration.validation.comparison.ValidationResult;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** For a terminal: one line per table, and below it what differs. */
public final class TextReport {
    private static final int PARTITIONS_SHOWN = 20;
    private static final int FACTS_SHOWN = 10;

    private final PrintWriter out;

    public TextReport(PrintWriter out) {
        this.out = out;
    }

    /** Prints one table. */
    public void print(ValidationResult result) {
        out.printf(
                Locale.ROOT,
                "%-9s  %s against %s: %,d rows in the source, %,d in the target%s (level %s, %d ms)%n",
                result.outcome(),
                result.target(),
                result.source(),
                result.sourceRows(),
                result.targetRows(),
                result.boundary() == null ? "" : ", before " + result.boundary(),
                result.level().word(),
                result.effort().time().toMillis());
        result.notes().forEach(note -> out.println("  " + note));
        if (result.outcome() != Outcome.EQUAL) {
            // Of an equal table that moved, the notes say all.
            partitions(result.differingPartitions(), result.partitions().size());
            facts(result.facts());
        }
        keys(result);
        out.flush();
    }

    private void partitions(List<PartitionResult> differing, int all) {
        if (differing.isEmpty()) {
            return;
        }
        out.printf(Locale.ROOT, "  %d of %d partitions differ:%n", differing.size(), all);
        differing.stream()
                .limit(PARTITIONS_SHOWN)
                .forEach(partition -> out.println("    " + partition.label() + ": " + partition.difference()));
        if (differing.size() > PARTITIONS_SHOWN) {
            out.println("    ... and " + (differing.size() - PARTITIONS_SHOWN) + " more");
        }
    }

    private void facts(List<FactDifference> facts) {
        facts.stream()
                .limit(FACTS_SHOWN)
                .forEach(fact -> out.println("    " + fact.partition() + ", column " + fact.column() + ": "
                        + fact.fact() + " " + fact.source() + " in the source, " + fact.target() + " in the target"));
    }

    private void keys(ValidationResult result) {
        List<KeyDifference> named = result.keys().named();
        if (result.level() != Level.ROWS || named.isEmpty()) {
            return;
        }
        out.printf(
                Locale.ROOT,
                "  %s%,d keys differ (%,d rows fetched to find them):%n",
                result.keys().complete() ? "" : "at least ",
                result.keys().found(),
                result.effort().rowsFetched());
        for (KeyDifference key : named) {
            out.println("    " + key.key() + ": " + words(key));
            key.columns().forEach(column -> out.println("      " + words(column)));
        }
    }

    static String words(KeyDifference key) {
        if (key.kind() == KeyDifference.Kind.DIFFERENT
                && key.columns().isEmpty()
                && !key.elements().isEmpty()) {
            return "has other values in " + String.join(" or ", key.elements());
        }
        return key.kind() == KeyDifference.Kind.REPEATED
                ? key.sourceRows() + " times in the source, " + key.targetRows() + " times in the target"
                : key.kind().words();
    }

    static String words(ColumnDifference column) {
        return column.column() + ": " + column.readableSource() + " in the source, " + column.readableTarget()
                + " in the target"
                + column.remark().map(remark -> " (" + remark + ")").orElse("");
    }
}
