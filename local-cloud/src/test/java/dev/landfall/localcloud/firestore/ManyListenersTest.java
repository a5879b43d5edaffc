package dev.landfall.localcloud.firestore;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.firestore.DocumentReference;
import com.google.cloud.firestore.ListenerRegistration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Listeners that come and go while others commit: none may miss its first state, nor a later one. */
class ManyListenersTest extends FirestoreTest {
    private record Watched(DocumentReference document, CompletableFuture<Void> missing, CompletableFuture<Void> done) {}

    @Test
    void noneMissesItsFirstStateNorTheWriteAfterIt() throws Exception {
        for (int round = 0; round < 6; round++) {
            List<Watched> all = new ArrayList<>();
            List<ListenerRegistration> registrations = new CopyOnWriteArrayList<>();
            for (int i = 0; i < 25; i++) {
                Watched watched = new Watched(
                        db.document("round-" + round + "/doc-" + i),
                        new CompletableFuture<>(),
                        new CompletableFuture<>());
                all.add(watched);
                registrations.add(listen(watched));
                // As soon as this one knows its first state, and while the others still begin.
                var unused = watched.missing().thenRun(() -> {
                    var unusedWrite = watched.document().set(Map.of("value", "done"));
                });
            }
            for (Watched watched : all) {
                assertThat(watched.done()).as(watched.document().getPath()).succeedsWithin(20, TimeUnit.SECONDS);
            }
            registrations.forEach(ListenerRegistration::remove);
        }
    }

    private static ListenerRegistration listen(Watched watched) {
        return watched.document().addSnapshotListener((snapshot, error) -> {
            if (error != null) {
                watched.missing().completeExceptionally(error);
                watched.done().completeExceptionally(error);
            } else if (snapshot.exists()) {
                watched.done().complete(null);
            } else {
                watched.missing().complete(null);
            }
        });
    }
}
