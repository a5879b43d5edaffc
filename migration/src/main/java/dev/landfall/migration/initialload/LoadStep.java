package dev.landfall.migration.initialload;

/** How far an initial load has come; each step is durable before the next begins. */
public enum LoadStep {
    /** Where the deltas will begin is fixed, and where the files will be copied. */
    NOTED,
    /** The files are read from a snapshot, or it is known that there can be none. */
    STABLE,
    /** Every file of the table is in Cloud Storage, and is the same. */
    COPIED,
    /** BigQuery can read the rows. */
    READABLE,
    /** It is fixed by which jobs the rows are written. */
    DECIDED,
    /** The target has the rows. */
    FILLED,
    /** The watermark is where the first delta begins. */
    HANDED_OVER,
    /** Snapshot and intermediate tables are gone. */
    DONE
}
