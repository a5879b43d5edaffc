package dev.landfall.localcloud.events;

/**
 * How the deliveries stand. One event to two triggers is two deliveries.
 *
 * @param delivered answered with 2xx
 * @param retried attempts that failed and were scheduled again
 * @param pending waiting, held, under way, or backing off
 * @param dropped given up because their retention was over, or lost by the fault plan
 */
public record DeliveryStats(long delivered, long retried, long pending, long dropped) {
    static final DeliveryStats NONE = new DeliveryStats(0, 0, 0, 0);

    DeliveryStats plus(DeliveryStats other) {
        return new DeliveryStats(
                delivered + other.delivered, retried + other.retried, pending + other.pending, dropped + other.dropped);
    }
}
