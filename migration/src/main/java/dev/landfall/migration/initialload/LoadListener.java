package dev.landfall.migration.initialload;

import dev.landfall.core.table.TableId;

/** Hears how initial loads go on; for hours nothing else may be heard of them. */
public interface LoadListener {

    /** A step is done, and kept. */
    void done(LoadState state);

    /** The files are being copied. */
    void copying(TableId target, LoadState.Size copied, LoadState.Size all);

    /** A job of BigQuery is still running. */
    void running(TableId target, String jobId, String what);
}
