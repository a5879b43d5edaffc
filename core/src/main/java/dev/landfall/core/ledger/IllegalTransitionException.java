package dev.landfall.core.ledger;

/** A step that the ledger's states do not allow: the caller works on an old picture. Nothing was written. */
public final class IllegalTransitionException extends IllegalStateException {
    private static final long serialVersionUID = 1;

    IllegalTransitionException(String message) {
        super(message);
    }
}
