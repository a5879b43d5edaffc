package dev.landfall.gcp.firestore;

import dev.landfall.localcloud.firestore.FirestoreIsolation;
import java.io.IOException;
import org.junit.jupiter.api.BeforeAll;

/** The ledger in a database set to optimistic concurrency. */
final class OptimisticFirestoreLedgerTest extends FirestoreLedgerContract {
    @BeforeAll
    static void start() throws IOException {
        start(FirestoreIsolation.OPTIMISTIC);
    }
}
