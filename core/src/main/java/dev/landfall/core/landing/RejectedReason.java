package dev.landfall.core.landing;

import java.util.Locale;

/** Why a landed object can never be loaded. */
public enum RejectedReason {
    /** A character that a BigQuery load URI cannot carry. */
    UNLOADABLE_NAME,
    /** Not of the form dataset, table, keys, file. */
    NOT_A_LANDING_PATH,
    /** A dataset, table or key that is no legal identifier. */
    ILLEGAL_IDENTIFIER,
    DATASET_NOT_ALLOWED,
    UNKNOWN_TABLE,
    UNKNOWN_FORMAT,
    /** A data file without a byte. */
    EMPTY_FILE,
    /** The object was gone before anybody could look at it. */
    DELETED,
    /** The manifest of its directory does not list it. */
    NOT_IN_MANIFEST;

    /** The word in the ledger. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
