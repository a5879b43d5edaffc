package dev.landfall.localcloud.bigquery.sql;

/** What a statement does; each name is the REST API's {@code statementType}. */
public enum StatementKind {
    SELECT,
    INSERT,
    UPDATE,
    DELETE,
    MERGE,
    TRUNCATE_TABLE,
    CREATE_TABLE,
    CREATE_TABLE_AS_SELECT,
    CREATE_EXTERNAL_TABLE,
    DROP_TABLE,
    ALTER_TABLE,
    CREATE_SCHEMA,
    DROP_SCHEMA,
    BEGIN_TRANSACTION,
    COMMIT_TRANSACTION,
    ROLLBACK_TRANSACTION
}
