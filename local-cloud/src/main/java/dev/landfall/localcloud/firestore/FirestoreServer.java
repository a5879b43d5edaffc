package dev.landfall.localcloud.firestore;

import dev.landfall.localcloud.grpc.HandlerThreads;
import dev.landfall.localcloud.grpc.LoopbackGrpcServer;
import dev.landfall.localcloud.journal.FileJournal;
import io.grpc.ServerInterceptor;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A Firestore on 127.0.0.1 for clients that point {@code FIRESTORE_EMULATOR_HOST} at it. It serves every
 * project and database that a client names; they begin empty. Transactions are serializable. All
 * documents are in memory; a folder, if there is one, keeps them over a restart. Thread-safe.
 */
public final class FirestoreServer implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(FirestoreServer.class.getName());

    private final LoopbackGrpcServer server;
    private final ExecutorService threads;
    private final Closeable journal;

    private FirestoreServer(LoopbackGrpcServer server, ExecutorService threads, Closeable journal) {
        this.server = server;
        this.threads = threads;
        this.journal = journal;
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
        return start(port, isolation, clock, new DocumentStore(clock), () -> {}, List.of());
    }

    /**
     * @param folder where the documents are kept; what is there already is served again
     * @throws IOException if the port is taken, or the folder can not be read or written
     */
    public static FirestoreServer start(int port, FirestoreIsolation isolation, Path folder) throws IOException {
        return start(port, isolation, Optional.of(folder), List.of());
    }

    /**
     * @param folder where the documents are kept, if they are
     * @param interceptors see every call first
     */
    public static FirestoreServer start(
            int port, FirestoreIsolation isolation, Optional<Path> folder, List<ServerInterceptor> interceptors)
            throws IOException {
        Clock clock = Clock.systemUTC();
        if (folder.isEmpty()) {
            return start(port, isolation, clock, new DocumentStore(clock), () -> {}, interceptors);
        }
        Files.createDirectories(folder.get());
        DocumentChanges kept = new DocumentChanges();
        FileJournal journal = FileJournal.open(folder.get().resolve("documents.journal"), kept::replay, kept::writeTo);
        DocumentStore store = new DocumentStore(clock, kept.documents(), journal);
        return start(port, isolation, clock, store, journal, interceptors);
    }

    private static FirestoreServer start(
            int port,
            FirestoreIsolation isolation,
            Clock clock,
            DocumentStore store,
            Closeable journal,
            List<ServerInterceptor> interceptors)
            throws IOException {
        Sessions sessions = new Sessions(clock, store, isolation.over(store, clock));
        ExecutorService threads = HandlerThreads.named("firestore");
        FirestoreService service = new FirestoreService(store, sessions, threads);
        try {
            LoopbackGrpcServer server =
                    LoopbackGrpcServer.start("firestore", port, threads, List.of(service), interceptors);
            return new FirestoreServer(server, threads, journal);
        } catch (IOException | RuntimeException e) {
            threads.shutdownNow();
            journal.close();
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
        try {
            journal.close();
        } catch (IOException e) {
            LOG.log(
                    Level.WARNING,
                    "The journal of Firestore was not closed well; all that was acknowledged is in it",
                    e);
        }
    }
}
