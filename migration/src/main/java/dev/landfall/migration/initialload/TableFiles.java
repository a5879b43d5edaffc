package dev.landfall.migration.initialload;

import java.util.List;
import java.util.Optional;

/** The files of tables in Hadoop. Methods throw {@link InitialLoadException} when the file system does not answer. */
public interface TableFiles {

    /**
     * The files with rows below a folder, by path; those that Hive does not read, and empty ones, left out.
     *
     * @param folder a URI with scheme
     */
    List<TableFile> list(String folder);

    /**
     * Takes a snapshot of the folder, if it or one above it allows that. A snapshot of that name that is there already is
     * taken as it is.
     *
     * @return where the folder's files are in the snapshot; empty if no snapshot is allowed
     */
    Optional<Stable> snapshot(String folder, String name);

    /** Deletes a snapshot; one that is not there is deleted already. */
    void drop(LoadState.Snapshot snapshot);

    /** A folder inside a snapshot. */
    record Stable(LoadState.Snapshot snapshot, String folder) {}
}
