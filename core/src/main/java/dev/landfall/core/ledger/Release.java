package dev.landfall.core.ledger;

/** What came of giving a lease up. */
public enum Release {
    /** It is free. */
    RELEASED,
    /** Still held: somebody came in vain since the last look, so look for work again. */
    LOOK_AGAIN,
    /** Somebody else holds it and goes on. */
    LOST
}
