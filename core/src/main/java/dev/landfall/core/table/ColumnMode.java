package dev.landfall.core.table;

/** Whether a column holds at most one value, exactly one, or a list. */
public enum ColumnMode {
    NULLABLE,
    REQUIRED,
    REPEATED
}
