package dev.landfall.core.sql;

/** One GoogleSQL query that reads a few rows and changes nothing. */
public sealed interface Query
        permits HeldPartitionsQuery,
                NullKeysQuery,
                RowCountQuery,
                RowPartitionsQuery,
                SnapshotsQuery,
                StagedPartitionsQuery {
    /** The text: the same for the same value. */
    String sql();
}
