package dev.landfall.migration.validation.manifest;

import dev.landfall.core.ledger.FileState;
import dev.landfall.core.table.TableId;
import dev.landfall.migration.validation.canonical.DigestSum;
import dev.landfall.migration.validation.comparison.Effort;
import dev.landfall.migration.validation.comparison.KeyFindings;
import dev.landfall.migration.validation.comparison.Level;
import dev.landfall.migration.validation.comparison.Outcome;
import dev.landfall.migration.validation.comparison.PartitionResult;
import dev.landfall.migration.validation.comparison.ValidationResult;
import dev.landfall.migration.validation.manifest.LoadedFiles.Batch;
import dev.landfall.migration.validation.manifest.LoadedFiles.Loaded;
import java.math.BigInteger;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Is every row that the replicator delivered in the target? Compares the rows that manifests name with those that BigQuery
 * counted when it loaded the same files; asks neither source nor target. One instance judges one table.
 */
public final class ManifestValidation {
    private final LoadedFiles loaded;
    private final Map<String, Group> batches = new LinkedHashMap<>();
    private final List<PartitionResult> results = new ArrayList<>();
    private long coming;
    private long unknown;
    private long partial;

    /** The files of one batch that manifests name. */
    private record Group(Batch batch, List<DeltaManifest.File> files) {}

    public ManifestValidation(LoadedFiles loaded) {
        this.loaded = loaded;
    }

    /** @param source what to call the manifests in a report */
    public ValidationResult validate(TableId target, String source, List<DeltaManifest> manifests, Clock clock) {
        manifests.forEach(manifest -> manifest.files().forEach(this::file));
        batches.values().forEach(this::compare);
        Outcome outcome = results.stream().allMatch(PartitionResult::equal)
                ? coming + unknown > 0 ? Outcome.UNDECIDED : Outcome.EQUAL
                : Outcome.DIFFERENT;
        return new ValidationResult(
                target,
                source,
                Level.COUNT,
                outcome,
                clock.instant(),
                null,
                results,
                List.of(),
                KeyFindings.NONE,
                notes(manifests.size()),
                Effort.NONE);
    }

    private void file(DeltaManifest.File file) {
        Optional<Loaded> found = loaded.find(file);
        if (found.isEmpty()) {
            unknown++;
        } else if (!found.get().state().isFinal()) {
            coming++;
        } else if (found.get().state() == FileState.MERGED) {
            Batch batch = found.get().batch();
            Batch known = batch == null ? new Batch(file.name(), 1, null) : batch;
            batches.computeIfAbsent(known.id(), id -> new Group(known, new ArrayList<>()))
                    .files()
                    .add(file);
        } else {
            results.add(result(file.name() + " (" + found.get().state() + ")", rows(file), 0));
        }
    }

    private void compare(Group group) {
        Long there = group.batch().rows();
        boolean whole = group.files().size() == group.batch().files();
        boolean counted = group.files().stream().allMatch(file -> file.rows() != null);
        long wanted = group.files().stream().mapToLong(ManifestValidation::rows).sum();
        if (there == null || !whole || !counted) {
            partial += group.files().size();
            results.add(result(name(group), wanted, wanted));
        } else {
            results.add(result(name(group), wanted, there));
        }
    }

    private static String name(Group group) {
        return group.files().size() == 1
                ? group.files().get(0).name()
                : "batch " + group.batch().id() + " of " + group.files().size() + " files";
    }

    private static long rows(DeltaManifest.File file) {
        @Nullable Long rows = file.rows();
        return rows == null ? 0 : rows;
    }

    private static PartitionResult result(String label, long source, long target) {
        return new PartitionResult(label, sum(source), sum(target));
    }

    private static DigestSum sum(long rows) {
        return new DigestSum(rows, BigInteger.ZERO, BigInteger.ZERO);
    }

    private List<String> notes(int manifests) {
        List<String> notes = new ArrayList<>();
        notes.add("Rows that " + manifests + " manifests name, against rows that BigQuery loaded from the same files");
        if (coming > 0) {
            notes.add(coming + " files landed and are not merged yet: validate again when 'landfall status' shows no"
                    + " backlog");
        }
        if (unknown > 0) {
            notes.add(unknown + " files were delivered and the ledger does not know them: their events are late or"
                    + " lost; 'landfall sweep' finds them");
        }
        if (partial > 0) {
            notes.add("Of " + partial + " files it is known that they are merged, but not how many rows each has");
        }
        return notes;
    }
}
