package dev.landfall.core.warehouse;

/** When a job starts. */
public enum JobPriority {
    /** At once, and counts against the limit of concurrent jobs. */
    INTERACTIVE,
    /** When slots are idle; after a day it becomes interactive. */
    BATCH
}
