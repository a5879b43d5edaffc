package dev.landfall.core.ledger;

/** The double keeps the contract that Firestore keeps. */
final class InMemoryLedgerTest extends LedgerContract {
    @Override
    protected LedgerStore store() {
        return new InMemoryLedgerStore();
    }
}
