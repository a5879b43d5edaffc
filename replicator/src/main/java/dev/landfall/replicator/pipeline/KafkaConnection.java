package dev.landfall.replicator.pipeline;

import java.util.Map;

/**
 * A Kafka cluster.
 *
 * @param bootstrap {@code host:port,...}
 * @param properties of the consumer, as Kafka names them
 */
public record KafkaConnection(String name, String bootstrap, Map<String, String> properties) {
    public KafkaConnection {
        properties = Map.copyOf(properties);
    }
}
