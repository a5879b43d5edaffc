package dev.landfall.localcloud.events;

import dev.landfall.localcloud.fault.EventFate;
import dev.landfall.localcloud.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The deliveries of one trigger. Thread-safe. */
final class DeliveryQueue {
    private static final Logger LOG = Logger.getLogger(DeliveryQueue.class.getName());

    private final Trigger trigger;
    private final RetryPolicy policy;
    private final EventSender sender;
    private final TimeSource time;
    private final Deque<Delivery> ready = new ArrayDeque<>();
    /** Released in a wished order: they go one by one, before everything else. */
    private final Deque<Delivery> ordered = new ArrayDeque<>();
    /** They wait for the next event to go before them. */
    private final List<Delivery> aside = new ArrayList<>();

    private boolean held;
    private boolean closed;
    private int underWay;
    private long backingOff;
    private long delivered;
    private long retried;
    private long dropped;

    private record Delivery(CloudEvent event, Runnable ended, Instant published, int failures) {
        Delivery failed() {
            return new Delivery(event, ended, published, failures + 1);
        }
    }

    DeliveryQueue(Trigger trigger, RetryPolicy policy, EventSender sender, TimeSource time) {
        this.trigger = trigger;
        this.policy = policy;
        this.sender = sender;
        this.time = time;
    }

    Trigger trigger() {
        return trigger;
    }

    /** @param ended told once the event is delivered, or given up */
    void add(CloudEvent event, Runnable ended) {
        add(event, ended, EventFate.PLAIN);
    }

    /** @param fate what befalls it before it is first delivered */
    void add(CloudEvent event, Runnable ended, EventFate fate) {
        if (fate.dropped()) {
            synchronized (this) {
                dropped++;
            }
            ended.run();
            return;
        }
        Delivery first = new Delivery(event, ended, time.instant(), 0);
        fate.afterNext().ifPresentOrElse(patience -> putAside(first, patience), () -> add(first, fate.delay()));
        fate.duplicate().ifPresent(delay -> add(again(event), delay));
        fate.republication().ifPresent(delay -> add(again(event.withId(event.id() + "-again")), delay));
    }

    private Delivery again(CloudEvent event) {
        return new Delivery(event, () -> {}, time.instant(), 0);
    }

    private void add(Delivery delivery, Duration delay) {
        if (delay.isZero()) {
            synchronized (this) {
                ready.add(delivery);
                ready.addAll(aside);
                aside.clear();
            }
            deliverReady();
        } else {
            synchronized (this) {
                backingOff++;
            }
            var unused = time.schedule(delay, () -> retry(delivery));
        }
    }

    /** Keeps an event until the next one comes. */
    private void putAside(Delivery delivery, Duration patience) {
        synchronized (this) {
            aside.add(delivery);
        }
        var unused = time.schedule(patience, () -> {
            synchronized (this) {
                if (!aside.remove(delivery)) {
                    return;
                }
                ready.add(delivery);
            }
            deliverReady();
        });
    }

    /** From now on everything waits, retries too; what is under way ends as it will. */
    synchronized void hold() {
        held = true;
    }

    void release(ReleaseOrder order) {
        synchronized (this) {
            held = false;
            List<Delivery> waiting = new ArrayList<>(ready);
            ready.clear();
            if (order == ReleaseOrder.REVERSE) {
                Collections.reverse(waiting);
            }
            ordered.addAll(waiting);
        }
        deliverReady();
    }

    synchronized DeliveryStats stats() {
        long pending = ready.size() + ordered.size() + aside.size() + underWay + backingOff;
        return new DeliveryStats(delivered, retried, pending, dropped);
    }

    synchronized void close() {
        closed = true;
    }

    private void deliverReady() {
        for (Delivery next = takeIfFree(); next != null; next = takeIfFree()) {
            Delivery delivery = next;
            var unused = attempt(delivery.event()).whenComplete((status, failure) -> {
                ended(delivery, status, failure);
                deliverReady();
            });
        }
    }

    private CompletableFuture<Integer> attempt(CloudEvent event) {
        try {
            return sender.send(trigger.receiver(), event);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private synchronized @Nullable Delivery takeIfFree() {
        int allowed = ordered.isEmpty() ? trigger.concurrency() : 1;
        if (held || closed || underWay >= allowed) {
            return null;
        }
        Delivery next = ordered.isEmpty() ? ready.poll() : ordered.poll();
        underWay += next == null ? 0 : 1;
        return next;
    }

    private synchronized void ended(Delivery delivery, @Nullable Integer status, @Nullable Throwable failure) {
        underWay--;
        if (failure == null && status != null && status >= 200 && status < 300) {
            delivered++;
            delivery.ended().run();
            return;
        }
        if (closed) {
            return;
        }
        String reason = failure == null ? "HTTP " + status : String.valueOf(failure);
        Delivery failed = delivery.failed();
        if (isOverdue(failed)) {
            dropped++;
            failed.ended().run();
            LOG.log(
                    Level.WARNING,
                    () -> "Dropped " + describe(failed) + ", older than " + policy.retention()
                            + "; the last answer was " + reason);
            return;
        }
        Duration delay = policy.delayAfter(failed.failures());
        retried++;
        backingOff++;
        LOG.log(
                failed.failures() == 1 ? Level.INFO : Level.FINE,
                () -> describe(failed) + " failed (" + reason + "); next try in " + delay);
        var unused = time.schedule(delay, () -> retry(failed));
    }

    private void retry(Delivery delivery) {
        synchronized (this) {
            backingOff--;
            if (closed) {
                return;
            }
            ready.add(delivery);
        }
        deliverReady();
    }

    private boolean isOverdue(Delivery delivery) {
        return Duration.between(delivery.published(), time.instant()).compareTo(policy.retention()) > 0;
    }

    private String describe(Delivery delivery) {
        return "Delivery of event " + delivery.event().id() + " ("
                + delivery.event().subject() + ") to " + trigger.receiver() + " after " + delivery.failures()
                + " failures";
    }
}
