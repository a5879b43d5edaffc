package dev.landfall.localcloud.firestore;

import com.google.api.core.ApiFuture;
import com.google.cloud.firestore.Firestore;
import io.grpc.Status;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** A server and a client for one test class; each test uses collections of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class FirestoreTest {
    protected FirestoreServer server;
    protected Firestore db;

    @BeforeAll
    void connect() throws Exception {
        server = FirestoreServer.start(0, isolation());
        db = FirestoreClients.connect(server);
    }

    FirestoreIsolation isolation() {
        return FirestoreIsolation.OPTIMISTIC;
    }

    @AfterAll
    void disconnect() throws Exception {
        db.close();
        server.close();
    }

    static <T> T await(ApiFuture<T> future) {
        try {
            return future.get(20, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new AssertionError(e.getCause());
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    static void assertRefused(Status.Code code, ApiFuture<?> future) {
        Assertions.assertThatThrownBy(() -> await(future))
                .satisfies(e ->
                        Assertions.assertThat(Status.fromThrowable(e).getCode()).isEqualTo(code));
    }
}
