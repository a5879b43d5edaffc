package dev.landfall.migration.validation.comparison;

import dev.landfall.core.table.TableId;
import dev.landfall.migration.validation.canonical.CanonicalText;
import dev.landfall.migration.validation.canonical.CanonicalType;
import dev.landfall.migration.validation.canonical.DigestSum;
import dev.landfall.migration.validation.failure.ValidationException;
import dev.landfall.migration.validation.sql.Boundary;
import dev.landfall.migration.validation.sql.ColumnFact;
import dev.landfall.migration.validation.sql.Grouping;
import dev.landfall.migration.validation.sql.SideTable;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Compares one table with its source. The engines compute; what is fetched is a line per partition, and where those
 * differ a line per bucket of keys, then hashes of few rows, then the rows that differ.
 */
public final class TableValidation {
    private static final int FACTS_KEPT = 100;
    /** After label, rows and both sums. */
    private static final int FIRST_FACT = 4;

    private final TableId id;
    private final String sourceName;
    private final BothSides sides;
    private final Level level;
    private final SearchLimits limits;
    private final ValidationProgress progress;
    private final Clock clock;

    public TableValidation(
            TableId id,
            String sourceName,
            Side source,
            Side target,
            Level level,
            SearchLimits limits,
            ValidationProgress progress,
            Clock clock) {
        this.id = id;
        this.sourceName = sourceName;
        this.sides = new BothSides(source, target);
        this.level = level;
        this.limits = limits;
        this.progress = progress;
        this.clock = clock;
    }

    /**
     * Runs it; one instance runs once.
     *
     * @throws ValidationException if an engine refuses
     */
    public ValidationResult run() {
        Instant start = clock.instant();
        progress.step(id, level == Level.COUNT ? "counting" : "digests of both sides");
        BothSides.Answers answers =
                sides.groups(queries -> level == Level.COUNT ? queries.counts() : queries.digests());
        List<PartitionResult> partitions = partitions(
                answers, level == Level.COUNT ? new BothSides.Answers(List.of(), List.of()) : sides.elements());
        List<PartitionResult> differing =
                partitions.stream().filter(partition -> !partition.equal()).toList();
        List<String> notes = new ArrayList<>();
        KeyFindings keys = KeyFindings.NONE;
        Outcome outcome = differing.isEmpty() ? Outcome.EQUAL : Outcome.DIFFERENT;
        if (!differing.isEmpty() && level == Level.ROWS) {
            keys = keys(differing);
            outcome = outcome(differing, keys, notes);
        }
        Boundary boundary = sides.source().table().boundary();
        return new ValidationResult(
                id,
                sourceName,
                level,
                outcome,
                start,
                boundary == null ? null : boundary.before(),
                partitions.stream().map(this::readable).toList(),
                level == Level.COUNT ? List.of() : facts(answers),
                keys,
                notes,
                new Effort(
                        sides.queries(),
                        sides.rowsFetched(),
                        sides.groupsFetched(),
                        Duration.between(start, clock.instant())));
    }

    /** With the partition's name as people write it. */
    private PartitionResult readable(PartitionResult partition) {
        return new PartitionResult(readable(partition.label()), partition.source(), partition.target());
    }

    private String readable(String label) {
        SideTable table = sides.source().table();
        Grouping grouping = table.grouping();
        return grouping == null || grouping.width() != Grouping.Width.VALUE
                ? label
                : CanonicalText.readable(table.columns().get(grouping.column()).type(), label);
    }

    private static List<PartitionResult> partitions(BothSides.Answers rows, BothSides.Answers elements) {
        Map<String, DigestSum> source = Sums.of(rows.source());
        Map<String, DigestSum> target = Sums.of(rows.target());
        Sums.of(elements.source()).forEach((label, sum) -> source.merge(label, sum, DigestSum::plus));
        Sums.of(elements.target()).forEach((label, sum) -> target.merge(label, sum, DigestSum::plus));
        TreeSet<String> labels = new TreeSet<>(source.keySet());
        labels.addAll(target.keySet());
        return labels.stream()
                .map(label -> new PartitionResult(
                        label, source.getOrDefault(label, DigestSum.NONE), target.getOrDefault(label, DigestSum.NONE)))
                .toList();
    }

    /** A partition that one side lacks as a whole says all there is to say, but if it is so small that keys say more. */
    private KeyFindings keys(List<PartitionResult> differing) {
        boolean moving = sides.source().table().boundary() != null;
        List<PartitionResult> searched = differing.stream()
                .filter(partition ->
                        !partition.oneSided() || partition.rows() <= (moving ? limits.rowsOfABucket() : limits.keys()))
                .toList();
        if (searched.isEmpty()) {
            return new KeyFindings(List.of(), 0, false, 0);
        }
        progress.step(id, "narrowing " + searched.size() + " partitions to keys");
        KeyFindings found = new KeySearch(sides, limits).search(searched);
        return searched.size() == differing.size() ? found : found.incomplete();
    }

    /** Equal if all rows of all differing buckets were compared, and those that differ moved in the source meanwhile. */
    private static Outcome outcome(List<PartitionResult> differing, KeyFindings keys, List<String> notes) {
        if (keys.found() > 0) {
            return Outcome.DIFFERENT;
        }
        if (!keys.complete()) {
            boolean missing =
                    differing.stream().anyMatch(partition -> partition.target().rows() == 0);
            if (missing || keys.moved() == 0) {
                return Outcome.DIFFERENT;
            }
            notes.add("All of the " + keys.moved() + " differing rows that were looked at were changed in the source"
                    + " after the boundary, and there are more than are looked at: replicate, then validate again");
            return Outcome.UNDECIDED;
        }
        notes.add(
                keys.moved() > 0
                        ? keys.moved() + " rows differ only because the source changed them after the boundary; they"
                                + " come with the next delta"
                        : "The digests of " + differing.size() + " partitions differed, and their rows were equal a"
                                + " moment later: the table was changing");
        return Outcome.EQUAL;
    }

    /** Of partitions with as many rows on both sides: where rows are missing, every aggregate differs. */
    private List<FactDifference> facts(BothSides.Answers answers) {
        Map<@Nullable String, List<@Nullable String>> target = new HashMap<>();
        answers.target().forEach(row -> target.put(row.get(0), row));
        List<FactDifference> differences = new ArrayList<>();
        for (List<@Nullable String> row : answers.source()) {
            List<@Nullable String> other = target.get(row.get(0));
            if (other != null && Objects.equals(row.get(1), other.get(1)) && differences.size() < FACTS_KEPT) {
                differences.addAll(facts(row, other));
            }
        }
        return differences;
    }

    private List<FactDifference> facts(List<@Nullable String> row, List<@Nullable String> other) {
        List<ColumnFact> facts = sides.source().queries().facts();
        List<FactDifference> differences = new ArrayList<>();
        for (int i = 0; i < facts.size(); i++) {
            ColumnFact fact = facts.get(i);
            String left = text(fact, row.get(i + FIRST_FACT));
            String right = text(fact, other.get(i + FIRST_FACT));
            if (!left.equals(right)) {
                differences.add(new FactDifference(
                        readable(Objects.requireNonNull(row.get(0))),
                        sides.source().table().columns().get(fact.column()).name(),
                        fact.kind().word(),
                        left,
                        right));
            }
        }
        return differences;
    }

    /** Engines write the same sum with more or fewer zeros. */
    private static String text(ColumnFact fact, @Nullable String value) {
        if (value == null) {
            return CanonicalText.NULL;
        }
        return fact.kind() == ColumnFact.Kind.SUM
                ? CanonicalText.of(CanonicalType.DECIMAL, new BigDecimal(value))
                : value;
    }
}
