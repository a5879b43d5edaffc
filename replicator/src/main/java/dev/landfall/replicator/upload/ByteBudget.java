package dev.landfall.replicator.upload;

/**
 * Bytes that may be on their way at once. Whoever wants more than is free waits; one thing that is larger than all of it
 * goes when nothing else does. Safe for use by several threads.
 */
final class ByteBudget {
    private final long bytes;
    private long taken;

    /** @param bytes more than 0 */
    ByteBudget(long bytes) {
        if (bytes <= 0) {
            throw new IllegalArgumentException("A budget is more than 0 bytes, not " + bytes);
        }
        this.bytes = bytes;
    }

    synchronized void take(long wanted) throws InterruptedException {
        while (taken > 0 && taken + wanted > bytes) {
            wait();
        }
        taken += wanted;
    }

    synchronized void giveBack(long returned) {
        taken -= returned;
        notifyAll();
    }
}
