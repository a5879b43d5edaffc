package dev.landfall.core.landing;

import dev.landfall.core.table.CommitRule;
import dev.landfall.core.table.TableId;

/**
 * The object that says that a directory is complete.
 *
 * @param directory the name up to and with the last slash: everything below it is committed
 */
public record CommitMarker(TableId table, CommitRule rule, String directory) {
    /** Written last by Hadoop's output committer. */
    public static final String SUCCESS = "_SUCCESS";

    /** Written last by the replicator: a JSON object with the list {@code files}. */
    public static final String MANIFEST = "_manifest.json";

    /** The file name of a rule's marker. */
    public static String fileName(CommitRule rule) {
        return switch (rule) {
            case SUCCESS -> SUCCESS;
            case MANIFEST -> MANIFEST;
            case FILE -> throw new IllegalArgumentException("Files that are loaded as they come have no marker");
        };
    }
}
