package dev.landfall.localcloud.pubsub;

import dev.landfall.localcloud.grpc.CoalescingTask;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Posts a subscription's messages to its endpoint, several at once, and takes the status for the acknowledgement. */
final class Pusher {
    private static final Logger LOG = Logger.getLogger(Pusher.class.getName());
    private static final int MAX_AT_ONCE = 100;
    /** Source: "Push subscriptions", the statuses that acknowledge a message. */
    private static final Set<Integer> ACKNOWLEDGING = Set.of(102, 200, 201, 202, 204);

    private final ActiveSubscription subscription;
    private final PushClient http;
    private final CoalescingTask task;
    private final AtomicInteger underway = new AtomicInteger();

    private Pusher(ActiveSubscription subscription, PushClient http, Executor threads) {
        this.subscription = subscription;
        this.http = http;
        this.task = new CoalescingTask(threads, this::pushDue);
    }

    static void attach(ActiveSubscription subscription, PushClient http, Executor threads) {
        subscription.addConsumer(new Pusher(subscription, http, threads).task::wake);
    }

    private void pushDue() {
        SubscriptionSettings settings = subscription.settings();
        settings.pushEndpoint().ifPresent(endpoint -> {
            int room = MAX_AT_ONCE - underway.get();
            // The deadline in the queue lies after the request's timeout, which is what ends a push.
            for (Delivery delivery :
                    subscription.take(room, settings.ackDeadline().plusSeconds(5))) {
                underway.incrementAndGet();
                push(endpoint, settings, delivery);
            }
        });
    }

    private void push(String endpoint, SubscriptionSettings settings, Delivery delivery) {
        try {
            HttpRequest request = PushEnvelope.request(endpoint, settings, delivery)
                    .timeout(settings.ackDeadline())
                    .build();
            http.send(request, (response, error) -> finish(delivery, response, error));
        } catch (IllegalArgumentException e) {
            finish(delivery, null, e);
        }
    }

    private void finish(Delivery delivery, @Nullable HttpResponse<?> response, @Nullable Throwable error) {
        underway.decrementAndGet();
        if (response != null && ACKNOWLEDGING.contains(response.statusCode())) {
            subscription.acknowledge(List.of(delivery.ackId()));
            return;
        }
        LOG.log(
                Level.FINE,
                error,
                () -> "Attempt " + delivery.attempt() + " to push message "
                        + delivery.message().getMessageId() + " of "
                        + subscription.settings().name()
                        + (response == null ? " failed" : " was answered " + response.statusCode()));
        subscription.modifyDeadline(List.of(delivery.ackId()), 0);
    }
}
