package dev.landfall.localcloud.grpc;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Daemon threads, as many as there are calls at once: a handler may wait for a lock without starving the others. */
public final class HandlerThreads {
    private HandlerThreads() {}

    public static ExecutorService named(String name) {
        AtomicInteger number = new AtomicInteger();
        return Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }
}
