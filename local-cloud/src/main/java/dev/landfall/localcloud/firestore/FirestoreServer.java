package dev.landfall.localcloud.firestore;

import dev.landfall.localcloud.grpc.HandlerThreads;
import dev.landfall.localcloud.grpc.LoopbackGrpcServer;
import io.grpc.ServerInterceptor;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.ExecutorService;

/**
 * A Firestore on 127.0.0.1, in memory, for clients that point {@code FIRESTORE_EMULATOR_HOST} at it. It serves every
 * project and database that a client names; they begin empty. Transactions are serializable. Thread-safe.
 */
public final class FirestoreServer implements AutoCloseable {
    private final LoopbackGrpcServer server;
    private final ExecutorService threads;

    private FirestoreServer(LoopbackGrpcServer server, ExecutorService threads) {
        this.server = server;
        this.threads = threads;
    }

    /** Starts at once, and keeps transactions apart as the real service does for servers; port 0 takes any free port. */
    public static FirestoreServer start(int port) throws IOException {
        return start(port, FirestoreIsolation.PESSIMISTIC);
    }

    public static FirestoreServer start(int port, FirestoreIsolation isolation) throws IOException {
        return start(port, isolation, Clock.systemUTC());
    }

    /** @param clock what commit times and the expiry of transactions follow */
    public static FirestoreServer start(int port, FirestoreIsolation isolation, Clock clock) throws IOException {
        return start(port, isolation, clock, List.of());
    }

    /** @param interceptors see every call first */
    public static FirestoreServer start(
            int port, FirestoreIsolation isolation, Clock clock, List<ServerInterceptor> interceptors)
            throws IOException {
        DocumentStore store = new DocumentStore(clock);
        Sessions sessions = new Sessions(clock, store, isolation.over(store, clock));
        ExecutorService threads = HandlerThreads.named("firestore");
        FirestoreService service = new FirestoreService(store, sessions, threads);
        try {
            return new FirestoreServer(
                    LoopbackGrpcServer.start("firestore", port, threads, List.of(service), interceptors), threads);
        } catch (IOException | RuntimeException e) {
            threads.shutdownNow();
            throw e;
        }
    }

    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.close();
        threads.shutdownNow();
    }
}
