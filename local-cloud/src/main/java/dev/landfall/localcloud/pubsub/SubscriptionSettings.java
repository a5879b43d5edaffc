package dev.landfall.localcloud.pubsub;

import com.google.pubsub.v1.DeadLetterPolicy;
import com.google.pubsub.v1.RetryPolicy;
import com.google.pubsub.v1.Subscription;
import java.time.Duration;
import java.util.Optional;

/**
 * What a subscription asks for, checked, with the service's defaults filled in.
 *
 * @param deadLetter where messages go after their last attempt, if anywhere
 * @param pushEndpoint where messages are pushed to; without one they wait to be pulled
 */
record SubscriptionSettings(
        ResourceName name,
        ResourceName topic,
        Duration ackDeadline,
        Duration retention,
        Optional<Backoff> retryPolicy,
        Optional<DeadLetter> deadLetter,
        Optional<String> pushEndpoint) {

    record DeadLetter(ResourceName topic, int maxAttempts) {}

    private static final Duration DEFAULT_ACK_DEADLINE = Duration.ofSeconds(10);
    private static final Duration DEFAULT_RETENTION = Duration.ofDays(7);
    private static final Duration LONGEST_BACKOFF = Duration.ofMinutes(10);

    static SubscriptionSettings of(Subscription subscription) {
        refuseUnimplemented(subscription);
        Duration retention = duration(subscription.getMessageRetentionDuration());
        return new SubscriptionSettings(
                ResourceName.subscription(subscription.getName()),
                ResourceName.topic(subscription.getTopic()),
                ackDeadline(subscription.getAckDeadlineSeconds()),
                retention.isZero() ? DEFAULT_RETENTION : retention,
                subscription.hasRetryPolicy() ? Optional.of(backoff(subscription.getRetryPolicy())) : Optional.empty(),
                subscription.hasDeadLetterPolicy()
                        ? Optional.of(deadLetter(subscription.getDeadLetterPolicy()))
                        : Optional.empty(),
                endpoint(subscription.getPushConfig().getPushEndpoint()));
    }

    static Optional<String> endpoint(String url) {
        if (!url.isEmpty() && !url.startsWith("http://") && !url.startsWith("https://")) {
            throw Refusal.invalid("Invalid push endpoint given (endpoint=" + url + "): expected an http or https URL.");
        }
        return url.isEmpty() ? Optional.empty() : Optional.of(url);
    }

    SubscriptionSettings withPushEndpoint(Optional<String> endpoint) {
        return new SubscriptionSettings(name, topic, ackDeadline, retention, retryPolicy, deadLetter, endpoint);
    }

    private static void refuseUnimplemented(Subscription subscription) {
        refuse(subscription.getEnableMessageOrdering(), "message ordering (enable_message_ordering)");
        refuse(!subscription.getFilter().isEmpty(), "subscription filters");
        refuse(subscription.getEnableExactlyOnceDelivery(), "exactly-once delivery");
        refuse(subscription.getRetainAckedMessages(), "retaining acknowledged messages, for want of seek");
        refuse(subscription.hasBigqueryConfig(), "BigQuery subscriptions");
        refuse(subscription.hasCloudStorageConfig(), "Cloud Storage subscriptions");
        refuse(subscription.getMessageTransformsCount() > 0, "message transforms");
        refuse(subscription.getPushConfig().hasNoWrapper(), "push without a wrapper");
        refuse(subscription.getPushConfig().hasOidcToken(), "push with an OIDC token");
    }

    private static void refuse(boolean asked, String what) {
        if (asked) {
            throw Refusal.unimplemented(what);
        }
    }

    private static Duration ackDeadline(int seconds) {
        if (seconds == 0) {
            return DEFAULT_ACK_DEADLINE;
        }
        if (seconds < 10 || seconds > 600) {
            throw Refusal.invalid(
                    "Invalid ack deadline given (ackDeadlineSeconds=" + seconds + "): it must be between 10 and 600.");
        }
        return Duration.ofSeconds(seconds);
    }

    private static Backoff backoff(RetryPolicy policy) {
        Duration least = policy.hasMinimumBackoff() ? duration(policy.getMinimumBackoff()) : Duration.ofSeconds(10);
        Duration longest = policy.hasMaximumBackoff() ? duration(policy.getMaximumBackoff()) : LONGEST_BACKOFF;
        if (least.isNegative() || longest.compareTo(least) < 0 || longest.compareTo(LONGEST_BACKOFF) > 0) {
            throw Refusal.invalid("Invalid retry policy: backoff from " + least + " to " + longest
                    + " must lie between 0 and 600 seconds.");
        }
        return new Backoff(least, longest);
    }

    private static DeadLetter deadLetter(DeadLetterPolicy policy) {
        int attempts = policy.getMaxDeliveryAttempts() == 0 ? 5 : policy.getMaxDeliveryAttempts();
        if (attempts < 5 || attempts > 100) {
            throw Refusal.invalid("Invalid max delivery attempts given (maxDeliveryAttempts=" + attempts
                    + "): it must be between 5 and 100.");
        }
        return new DeadLetter(ResourceName.topic(policy.getDeadLetterTopic()), attempts);
    }

    private static Duration duration(com.google.protobuf.Duration duration) {
        return Duration.ofSeconds(duration.getSeconds(), duration.getNanos());
    }
}
