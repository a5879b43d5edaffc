package dev.landfall.core.ledger;

/** The two steps of a table that one function at a time takes. */
public enum LeaseKind {
    LOAD,
    MERGE
}
