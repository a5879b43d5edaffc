package dev.landfall.localcloud.firestore;

import com.google.cloud.firestore.Firestore;
import com.google.cloud.firestore.FirestoreOptions;

/** Google's own client, pointed at a server under test. */
final class FirestoreClients {
    private FirestoreClients() {}

    static Firestore connect(FirestoreServer server) {
        return FirestoreOptions.newBuilder()
                .setProjectId("local")
                // With credentials of any kind set, the client ignores the emulator host.
                .setEmulatorHost("127.0.0.1:" + server.port())
                .build()
                .getService();
    }
}
