package dev.landfall.replicator.upload;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Bytes per second that all uploads of a replicator share. Each read books its bytes and waits until they may go; a
 * single read never waits for more than its own. Safe for use by several threads.
 */
public final class Bandwidth {
    private static final long NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final int SLICE_BYTES = 64 * 1024;

    private final long bytesPerSecond;
    private final LongSupplier nanoTime;
    private final Pause pause;
    private long nextFree;

    /** How to wait. */
    @FunctionalInterface
    interface Pause {
        void nanos(long nanos) throws InterruptedException;
    }

    public Bandwidth(long bytesPerSecond) {
        this(bytesPerSecond, System::nanoTime, TimeUnit.NANOSECONDS::sleep);
    }

    Bandwidth(long bytesPerSecond, LongSupplier nanoTime, Pause pause) {
        if (bytesPerSecond <= 0) {
            throw new IllegalArgumentException("A bandwidth is more than 0 bytes per second, not " + bytesPerSecond);
        }
        this.bytesPerSecond = bytesPerSecond;
        this.nanoTime = nanoTime;
        this.pause = pause;
        this.nextFree = nanoTime.getAsLong();
    }

    /** Limits what is read from {@code input}. */
    InputStream limit(InputStream input) {
        return new FilterInputStream(input) {
            @Override
            public int read() throws IOException {
                int value = super.read();
                if (value >= 0) {
                    spend(1);
                }
                return value;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                int count = super.read(bytes, offset, Math.min(length, SLICE_BYTES));
                if (count > 0) {
                    spend(count);
                }
                return count;
            }
        };
    }

    /** Waits until this many bytes may go. */
    void spend(int bytes) throws IOException {
        long wait;
        synchronized (this) {
            long now = nanoTime.getAsLong();
            nextFree = Math.max(nextFree, now) + bytes * NANOS_PER_SECOND / bytesPerSecond;
            wait = nextFree - now;
        }
        try {
            pause.nanos(wait);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Interrupted while waiting for bandwidth");
        }
    }
}
