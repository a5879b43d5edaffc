package dev.landfall.replicator.source.hdfs;

import dev.landfall.replicator.delta.FinishedPart;
import dev.landfall.replicator.delta.SequencedFile;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Copies files ahead of the one that is asked for, some at once, since small ones cost answers and not bytes. What lies
 * ahead is bounded in number and bytes; a larger file is copied alone. Used by one thread.
 */
final class LocalCopies implements AutoCloseable {
    private static final int FILES_AHEAD = 8;
    private static final long BYTES_AHEAD = 256L * 1024 * 1024;
    private static final long END_SECONDS = 10;

    private final List<SequencedFile> files;
    private final Copy copy;
    private final Deque<Begun> begun = new ArrayDeque<>();
    private final ExecutorService threads = Executors.newFixedThreadPool(FILES_AHEAD, task -> {
        Thread thread = new Thread(task, "landfall-copy");
        thread.setDaemon(true);
        return thread;
    });
    private int next;
    private long bytes;

    /** Makes a local copy; empty if the file is left out. Called by several threads. */
    @FunctionalInterface
    interface Copy {
        Optional<FinishedPart> of(SequencedFile file) throws IOException;
    }

    private record Begun(long length, Future<Optional<FinishedPart>> copy) {}

    LocalCopies(List<SequencedFile> files, Copy copy) {
        this.files = files;
        this.copy = copy;
    }

    boolean hasNext() {
        return next < files.size() || !begun.isEmpty();
    }

    /** The next file in order. */
    Optional<FinishedPart> next() throws IOException {
        begin();
        Begun first = begun.remove();
        bytes -= first.length();
        try {
            return first.copy().get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Interrupted while files were copied");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException reason) {
                throw reason;
            }
            if (e.getCause() instanceof RuntimeException reason) {
                throw reason;
            }
            throw new IOException(e.getCause());
        }
    }

    private void begin() {
        while (next < files.size() && begun.size() < FILES_AHEAD) {
            SequencedFile file = files.get(next);
            long length = file.file().length();
            if (!begun.isEmpty() && bytes + length > BYTES_AHEAD) {
                return;
            }
            begun.add(new Begun(length, threads.submit(() -> copy.of(file))));
            bytes += length;
            next++;
        }
    }

    /** Stops what is under way. */
    @Override
    public void close() {
        threads.shutdownNow();
        try {
            // Whoever is at it still writes below the table's folder, which the next run empties.
            boolean unused = threads.awaitTermination(END_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
