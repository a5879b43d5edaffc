package dev.landfall.gcp.firestore;

import dev.landfall.localcloud.firestore.FirestoreIsolation;
import java.io.IOException;
import org.junit.jupiter.api.BeforeAll;

/** The ledger as the service keeps transactions apart unless told: by locks. */
final class FirestoreLedgerTest extends FirestoreLedgerContract {
    @BeforeAll
    static void start() throws IOException {
        start(FirestoreIsolation.PESSIMISTIC);
    }
}
