package dev.landfall.localcloud.pubsub;

import com.google.pubsub.v1.PullRequest;
import com.google.pubsub.v1.PullResponse;
import com.google.pubsub.v1.ReceivedMessage;
import io.grpc.Context;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** The unary pull: waits a little for the first message, then takes what there is. */
final class SinglePull {
    private static final long MAX_WAIT_NANOS = TimeUnit.SECONDS.toNanos(5);

    private SinglePull() {}

    static PullResponse answer(PullRequest request, ActiveSubscription subscription) {
        if (request.getMaxMessages() <= 0) {
            throw Refusal.invalid(
                    "Invalid max messages given (maxMessages=" + request.getMaxMessages() + "): it must be positive.");
        }
        PullResponse.Builder response = PullResponse.newBuilder();
        for (Delivery delivery : deliveries(request, subscription)) {
            response.addReceivedMessages(received(subscription, delivery));
        }
        return response.build();
    }

    static ReceivedMessage received(ActiveSubscription subscription, Delivery delivery) {
        ReceivedMessage.Builder message =
                ReceivedMessage.newBuilder().setAckId(delivery.ackId()).setMessage(delivery.message());
        if (subscription.settings().deadLetter().isPresent()) {
            message.setDeliveryAttempt(delivery.attempt());
        }
        return message.build();
    }

    @SuppressWarnings("deprecation") // Clients still send return_immediately.
    private static List<Delivery> deliveries(PullRequest request, ActiveSubscription subscription) {
        Semaphore news = new Semaphore(0);
        Runnable consumer = news::release;
        long giveUp = System.nanoTime() + (request.getReturnImmediately() ? 0 : MAX_WAIT_NANOS);
        subscription.addConsumer(consumer);
        try {
            while (true) {
                news.drainPermits();
                List<Delivery> deliveries = subscription.take(
                        request.getMaxMessages(), subscription.settings().ackDeadline());
                long wait = giveUp - System.nanoTime();
                if (!deliveries.isEmpty() || wait <= 0 || Context.current().isCancelled()) {
                    return deliveries;
                }
                if (!news.tryAcquire(wait, TimeUnit.NANOSECONDS)) {
                    return List.of();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        } finally {
            subscription.removeConsumer(consumer);
        }
    }
}
