package dev.landfall.localcloud.bigquery.quota;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/**
 * The statements that want to change one table: some run, some more wait for their turn, the next is refused. Thread-safe.
 */
final class DmlQueue {
    private final int mostRunning;
    private final int mostQueued;
    private final List<Place> running = new ArrayList<>();
    private final Deque<Place> queued = new ArrayDeque<>();

    /** A statement's place. */
    final class Place {
        private final CountDownLatch admitted = new CountDownLatch(1);
        private final CountDownLatch first = new CountDownLatch(1);

        /** Open when it may run. */
        CountDownLatch admitted() {
            return admitted;
        }

        /** Open when all that ran before it are done. */
        CountDownLatch first() {
            return first;
        }

        boolean isQueued() {
            synchronized (DmlQueue.this) {
                return queued.contains(this);
            }
        }

        void leave() {
            DmlQueue.this.leave(this);
        }
    }

    DmlQueue(BigQueryLimits.Queue limits) {
        mostRunning = limits.running();
        mostQueued = limits.queued();
    }

    /** Empty if the queue is full. */
    synchronized Optional<Place> join() {
        Place place = new Place();
        if (running.size() < mostRunning) {
            run(place);
        } else if (queued.size() < mostQueued) {
            queued.add(place);
        } else {
            return Optional.empty();
        }
        return Optional.of(place);
    }

    synchronized int runningNow() {
        return running.size();
    }

    synchronized int queuedNow() {
        return queued.size();
    }

    private void run(Place place) {
        running.add(place);
        place.admitted.countDown();
        running.get(0).first.countDown();
    }

    private synchronized void leave(Place place) {
        queued.remove(place);
        if (running.remove(place)) {
            if (!running.isEmpty()) {
                running.get(0).first.countDown();
            }
            Place next = queued.poll();
            if (next != null) {
                run(next);
            }
        }
    }
}
