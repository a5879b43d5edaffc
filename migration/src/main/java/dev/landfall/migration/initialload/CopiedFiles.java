package dev.landfall.migration.initialload;

import dev.landfall.core.table.StorageFolder;
import java.util.List;

/** The copies of files in Cloud Storage. */
public interface CopiedFiles {

    /** The files below a folder, by path. */
    List<TableFile> list(StorageFolder folder);

    /**
     * Deletes what is no file with rows: markers of folders, empty files, and files that Hive does not read. BigQuery
     * would try to read them.
     */
    void tidy(StorageFolder folder);
}
