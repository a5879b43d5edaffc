package dev.landfall.localcloud.events;

import dev.landfall.localcloud.fault.EventFate;
import dev.landfall.localcloud.fault.Faults;
import dev.landfall.localcloud.time.TimeSource;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Delivers events to the triggers of their bucket: asynchronously, at least once, in no order. Closing it forgets what
 * is pending. Thread-safe.
 */
public final class EventDelivery implements AutoCloseable {
    /** The longest acknowledgement deadline that the transport knows. */
    private static final Duration RECEIVER_TIMEOUT = Duration.ofMinutes(10);

    private final List<DeliveryQueue> queues = new CopyOnWriteArrayList<>();
    private final RetryPolicy policy;
    private final TimeSource time;
    private final Faults faults;
    private final ExecutorService senderThreads;
    private final EventSender sender;
    private boolean held;

    private EventDelivery(RetryPolicy policy, TimeSource time, Faults faults, ExecutorService senderThreads) {
        this.policy = policy;
        this.time = time;
        this.faults = faults;
        this.senderThreads = senderThreads;
        this.sender = new HttpEventSender(senderThreads, RECEIVER_TIMEOUT);
    }

    /**
     * @param time what the waits between retries and the age of events go by
     * @param faults what befalls events before they are first delivered
     */
    public static EventDelivery start(RetryPolicy policy, TimeSource time, Faults faults) {
        return new EventDelivery(policy, time, faults, Executors.newCachedThreadPool(named("event-delivery")));
    }

    public synchronized void add(Trigger trigger) {
        DeliveryQueue queue = new DeliveryQueue(trigger, policy, sender, time);
        if (held) {
            queue.hold();
        }
        queues.add(queue);
    }

    /**
     * Returns at once. A bucket without triggers has no one to tell.
     *
     * @param ended run once no trigger has the event before it any more; it must not block
     */
    public void publish(String bucket, CloudEvent event, Runnable ended) {
        List<DeliveryQueue> receivers = queues.stream()
                .filter(queue -> queue.trigger().bucket().equals(bucket))
                .toList();
        if (receivers.isEmpty()) {
            ended.run();
            return;
        }
        AtomicInteger left = new AtomicInteger(receivers.size());
        Runnable one = () -> {
            if (left.decrementAndGet() == 0) {
                ended.run();
            }
        };
        String name = event.type() + " " + event.source() + "/" + event.subject();
        receivers.forEach(queue -> queue.add(event, one, EventFate.of(faults, name)));
    }

    /** Keeps all events back, new ones and retries, until {@link #release}. */
    public synchronized void hold() {
        held = true;
        queues.forEach(DeliveryQueue::hold);
    }

    /** Lets the held events go, per trigger one after the other in that order; later ones go as usual. */
    public synchronized void release(ReleaseOrder order) {
        held = false;
        queues.forEach(queue -> queue.release(order));
    }

    public synchronized boolean isHeld() {
        return held;
    }

    /** The sum over all triggers. */
    public DeliveryStats stats() {
        return queues.stream().map(DeliveryQueue::stats).reduce(DeliveryStats.NONE, DeliveryStats::plus);
    }

    @Override
    public void close() {
        queues.forEach(DeliveryQueue::close);
        senderThreads.shutdownNow();
    }

    private static ThreadFactory named(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }
}
