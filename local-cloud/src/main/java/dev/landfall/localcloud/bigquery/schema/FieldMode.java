package dev.landfall.localcloud.bigquery.schema;

/** Whether a column may be NULL, must not be, or is an array. */
public enum FieldMode {
    NULLABLE,
    REQUIRED,
    REPEATED
}
