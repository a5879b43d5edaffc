package dev.landfall.migration.initialload;

import dev.landfall.core.table.StorageFolder;

/** Copies a folder of Hadoop into Cloud Storage, structure kept; what is there already and the same is left alone. */
public interface FileCopy {

    /** The command that {@link #run} would run, as a person would type it. */
    String command(String source, StorageFolder target);

    /**
     * Runs until the copy is done.
     *
     * @param progress is called now and then
     * @throws InitialLoadException if it fails
     */
    void run(String source, StorageFolder target, Runnable progress);
}
