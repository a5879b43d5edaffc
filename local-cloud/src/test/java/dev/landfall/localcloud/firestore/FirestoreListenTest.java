package dev.landfall.localcloud.firestore;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.firestore.DocumentReference;
import com.google.cloud.firestore.ListenerRegistration;
import com.google.cloud.firestore.Query;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FirestoreListenTest extends FirestoreTest {
    @Test
    void aQueryListenerSeesRowsComeChangeAndGo() throws Exception {
        BlockingQueue<String> changes = new LinkedBlockingQueue<>();
        Query open = db.collection("watched").whereEqualTo("state", "open").orderBy("n");
        await(db.document("watched/first").set(Map.of("state", "open", "n", 1)));
        ListenerRegistration registration = open.addSnapshotListener((snapshot, error) -> {
            if (error != null) {
                changes.add("error " + error);
            } else {
                snapshot.getDocumentChanges()
                        .forEach(change -> changes.add(
                                change.getType() + " " + change.getDocument().getId()));
            }
        });
        assertThat(next(changes)).isEqualTo("ADDED first");
        await(db.document("watched/second").set(Map.of("state", "open", "n", 2)));
        assertThat(next(changes)).isEqualTo("ADDED second");
        await(db.document("watched/first").update("n", 5));
        assertThat(next(changes)).isEqualTo("MODIFIED first");
        await(db.document("watched/first").update("state", "closed"));
        assertThat(next(changes)).isEqualTo("REMOVED first");
        await(db.document("watched/second").delete());
        assertThat(next(changes)).isEqualTo("REMOVED second");
        registration.remove();
        await(db.document("watched/third").set(Map.of("state", "open", "n", 3)));
        assertThat(changes).isEmpty();
    }

    @Test
    void aDocumentListenerSeesItMissingPresentAndGone() throws Exception {
        BlockingQueue<String> states = new LinkedBlockingQueue<>();
        DocumentReference document = db.document("watched-one/document");
        ListenerRegistration registration = document.addSnapshotListener((snapshot, error) -> states.add(
                error != null ? "error " + error : snapshot.exists() ? "n=" + snapshot.get("n") : "missing"));
        assertThat(next(states)).isEqualTo("missing");
        await(document.set(Map.of("n", 1)));
        assertThat(next(states)).isEqualTo("n=1");
        await(document.update("n", 2));
        assertThat(next(states)).isEqualTo("n=2");
        await(document.delete());
        assertThat(next(states)).isEqualTo("missing");
        registration.remove();
    }

    private static String next(BlockingQueue<String> events) throws InterruptedException {
        return String.valueOf(events.poll(10, TimeUnit.SECONDS));
    }
}
