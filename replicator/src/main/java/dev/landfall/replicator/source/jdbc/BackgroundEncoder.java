package dev.landfall.replicator.source.jdbc;

import dev.landfall.replicator.format.RollingParts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Encodes rows on a thread of its own while the caller fetches the next ones. Rows wait in a few batches, so memory
 * stays bounded by the weight of {@value #WAITING_BATCHES} batches and the largest row. Fed by one thread.
 */
final class BackgroundEncoder implements AutoCloseable {
    private static final int BATCH_ROWS = 500;
    private static final long BATCH_BYTES = 1024L * 1024;
    private static final int WAITING_BATCHES = 4;
    private static final int FIELD_BYTES = 16;
    private static final long POLL_MILLIS = 100;

    private record Batch(List<@Nullable Object[]> rows, boolean last) {}

    private final RollingParts parts;
    private final BlockingQueue<Batch> waiting = new ArrayBlockingQueue<>(WAITING_BATCHES);
    private final Thread thread;
    private volatile @Nullable Throwable failure;
    private List<@Nullable Object[]> rows = new ArrayList<>(BATCH_ROWS);
    private long weight;

    /** Begins; {@code parts} belongs to the encoder's thread until {@link #finish()} or {@link #close()} returns. */
    BackgroundEncoder(RollingParts parts, String name) {
        this.parts = parts;
        this.thread = new Thread(this::encode, "landfall-encode " + name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Takes over a row; the array belongs to the encoder from now on. Waits while too many are on their way. */
    void write(@Nullable Object[] row) throws IOException {
        rows.add(row);
        for (Object value : row) {
            weight += FIELD_BYTES;
            if (value instanceof String text) {
                weight += text.length();
            } else if (value instanceof byte[] bytes) {
                weight += bytes.length;
            }
        }
        if (rows.size() >= BATCH_ROWS || weight >= BATCH_BYTES) {
            hand(false);
        }
    }

    /** Hands over what is left and waits until all of it is written. */
    void finish() throws IOException {
        hand(true);
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
        throwFailure();
    }

    private void hand(boolean last) throws IOException {
        Batch batch = new Batch(rows, last);
        rows = new ArrayList<>(BATCH_ROWS);
        weight = 0;
        try {
            while (!waiting.offer(batch, POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                throwFailure();
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
        throwFailure();
    }

    private void encode() {
        try {
            boolean last = false;
            while (!last) {
                Batch batch = waiting.take();
                for (@Nullable Object[] row : batch.rows()) {
                    parts.write(row);
                }
                last = batch.last();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            failure = e;
        } catch (IOException | RuntimeException | Error e) {
            failure = e;
        }
    }

    private void throwFailure() throws IOException {
        Throwable reason = failure;
        if (reason instanceof IOException e) {
            throw e;
        }
        if (reason instanceof RuntimeException e) {
            throw e;
        }
        if (reason instanceof Error e) {
            throw e;
        }
        if (reason != null) {
            throw new IOException("The encoder was stopped", reason);
        }
    }

    private static IOException interrupted(InterruptedException cause) {
        Thread.currentThread().interrupt();
        return new IOException("Interrupted while rows were encoded", cause);
    }

    /** Stops the thread, whatever it is doing, so that the parts may be closed. */
    @Override
    public void close() {
        thread.interrupt();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
