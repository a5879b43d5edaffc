package dev.landfall.replicator.upload;

import dev.landfall.replicator.delta.DeliveredPart;
import dev.landfall.replicator.delta.FinishedPart;
import dev.landfall.replicator.failure.ReplicationException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/**
 * Uploads parts in the background while later ones are still written. At most {@code parallel} parts, and parts of at
 * most {@code bytes} together, are on their way or wait for it; whoever brings the next waits. A failed upload stops the
 * queue: the next call throws its reason. Fed by one thread.
 */
public final class UploadQueue implements AutoCloseable {
    private final ExecutorService threads;
    private final Semaphore permits;
    private final ByteBudget budget;
    private final Function<FinishedPart, DeliveredPart> upload;
    private final List<Future<DeliveredPart>> started = new ArrayList<>();
    private volatile boolean failed;

    /** @param upload delivers one part; called by several threads */
    public UploadQueue(int parallel, long bytes, Function<FinishedPart, DeliveredPart> upload) {
        this.upload = upload;
        this.budget = new ByteBudget(bytes);
        this.permits = new Semaphore(parallel);
        this.threads = Executors.newFixedThreadPool(parallel, task -> {
            Thread thread = new Thread(task, "landfall-upload");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Takes a part and deletes its local file when it is delivered. Waits for a free place. */
    public void submit(FinishedPart part) {
        try {
            permits.acquire();
            budget.take(part.size());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ReplicationException.landing("Interrupted while waiting for uploads", e);
        }
        if (failed) {
            release(part);
            throw ReplicationException.landing("An earlier upload failed: " + await());
        }
        started.add(threads.submit(() -> uploadOne(part)));
    }

    private DeliveredPart uploadOne(FinishedPart part) {
        try {
            DeliveredPart delivered = upload.apply(part);
            Files.deleteIfExists(part.file());
            return delivered;
        } catch (IOException e) {
            failed = true;
            throw new UncheckedIOException(e);
        } catch (RuntimeException | Error e) {
            failed = true;
            throw e;
        } finally {
            release(part);
        }
    }

    private void release(FinishedPart part) {
        budget.giveBack(part.size());
        permits.release();
    }

    /** Waits for all parts and returns them in the order they came. Throws the first failure. */
    public List<DeliveredPart> await() {
        List<DeliveredPart> delivered = new ArrayList<>();
        for (Future<DeliveredPart> upload : started) {
            try {
                delivered.add(upload.get());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw ReplicationException.landing("Interrupted while waiting for uploads", e);
            } catch (ExecutionException e) {
                if (e.getCause() instanceof RuntimeException reason) {
                    throw reason;
                }
                throw ReplicationException.landing("An upload failed: " + e.getCause(), e);
            }
        }
        return delivered;
    }

    /** Drops what has not begun and waits for nothing. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
