package dev.landfall.gcp.firestore;

import dev.landfall.core.ledger.LedgerContract;
import dev.landfall.core.ledger.LedgerStore;
import dev.landfall.gcp.client.CloudClients;
import dev.landfall.localcloud.firestore.FirestoreIsolation;
import dev.landfall.localcloud.firestore.FirestoreServer;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;

/** The ledger on Firestore's own client, over the wire. Each test has a database of its own. */
@Tag("wire")
abstract class FirestoreLedgerContract extends LedgerContract {
    private static @Nullable FirestoreServer server;
    private static @Nullable CloudClients clients;
    private static int databases;

    static void start(FirestoreIsolation isolation) throws IOException {
        server = FirestoreServer.start(0, isolation);
    }

    @AfterAll
    static void stop() {
        if (clients != null) {
            clients.close();
        }
        if (server != null) {
            server.close();
        }
    }

    @Override
    protected LedgerStore store() {
        if (server == null) {
            throw new IllegalStateException("No server");
        }
        if (clients != null) {
            clients.close();
        }
        databases++;
        clients = new CloudClients(
                "landfall-local",
                "US",
                "ledger" + databases,
                Map.of("FIRESTORE_EMULATOR_HOST", "127.0.0.1:" + server.port()));
        return new FirestoreLedgerStore(clients.firestore());
    }
}
