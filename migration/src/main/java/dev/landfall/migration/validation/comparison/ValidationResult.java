package dev.landfall.migration.validation.comparison;

import dev.landfall.core.table.TableId;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The validation of one table.
 *
 * @param source its name in the source's engine
 * @param boundary rows whose watermark is at or after it were left out; null if all were compared
 * @param partitions all of them, in order of their labels
 * @param notes what a reader should know besides, in sentences
 */
public record ValidationResult(
        TableId target,
        String source,
        Level level,
        Outcome outcome,
        Instant at,
        @Nullable LocalDateTime boundary,
        List<PartitionResult> partitions,
        List<FactDifference> facts,
        KeyFindings keys,
        List<String> notes,
        Effort effort) {
    public ValidationResult {
        partitions = List.copyOf(partitions);
        facts = List.copyOf(facts);
        notes = List.copyOf(notes);
    }

    /** A table that could not be compared. */
    public static ValidationResult failed(TableId target, String source, Level level, Instant at, String reason) {
        return new ValidationResult(
                target,
                source,
                level,
                Outcome.FAILED,
                at,
                null,
                List.of(),
                List.of(),
                KeyFindings.NONE,
                List.of(reason),
                Effort.NONE);
    }

    public long sourceRows() {
        return partitions.stream()
                .mapToLong(partition -> partition.source().rows())
                .sum();
    }

    public long targetRows() {
        return partitions.stream()
                .mapToLong(partition -> partition.target().rows())
                .sum();
    }

    public List<PartitionResult> differingPartitions() {
        return partitions.stream().filter(partition -> !partition.equal()).toList();
    }

    /** The same findings, judged anew. */
    public ValidationResult with(Outcome other, List<String> otherNotes) {
        return new ValidationResult(
                target, source, level, other, at, boundary, partitions, facts, keys, otherNotes, effort);
    }
}
