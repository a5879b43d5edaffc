package dev.landfall.migration.validation.manifest;

import dev.landfall.core.ledger.FileState;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the ledger knows of delivered files. */
public interface LoadedFiles {
    /** Empty if no event of the file was ever handled. */
    Optional<Loaded> find(DeltaManifest.File file);

    /**
     * A file in the ledger.
     *
     * @param batch that it was loaded with; null before
     */
    record Loaded(FileState state, @Nullable Batch batch) {}

    /**
     * Files that were loaded by one job.
     *
     * @param files how many
     * @param rows of all of them together, as BigQuery counted; null if not known
     */
    record Batch(String id, int files, @Nullable Long rows) {}
}
