package dev.landfall.localcloud.bigquery.job;

import dev.landfall.localcloud.bigquery.schema.TableName;
import org.jspecify.annotations.Nullable;

/**
 * What a job does next, as quotas and queues see it.
 *
 * @param name LOAD, or the statement's type
 * @param table what it writes to, if it writes
 */
public record Operation(Kind kind, String name, @Nullable TableName table) {
    /** What the limits tell apart. */
    public enum Kind {
        LOAD,
        /** SELECT. */
        QUERY,
        /** INSERT: it never conflicts. */
        INSERT,
        /** UPDATE, DELETE or MERGE. */
        MUTATION,
        /** It changes metadata. */
        DDL,
        /** BEGIN TRANSACTION: what it queues for afterwards it keeps. */
        BEGIN,
        /** What is free of any limit. */
        OTHER
    }

    /** It changes the table's metadata, as DDL does, and counts as no load job. */
    public static Operation copy(TableName destination) {
        return new Operation(Kind.DDL, "COPY", destination);
    }

    public static Operation load(TableName destination) {
        return new Operation(Kind.LOAD, "LOAD", destination);
    }
}
