package dev.landfall.core.ledger;

/** Somebody else holds the lease by now and goes on with the work. Nothing was written. */
public final class LeaseLostException extends IllegalStateException {
    private static final long serialVersionUID = 1;

    LeaseLostException(Lease lease) {
        super("The " + lease.kind() + " lease on " + lease.table() + " with token " + lease.token()
                + " was taken over");
    }
}
