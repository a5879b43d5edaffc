package dev.landfall.localcloud.bigquery.sql;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The OPTIONS of a table.
 *
 * @param named which options the statement named; one that is named and empty here was set to NULL, that is, cleared
 */
public record TableOptions(
        Set<Key> named,
        Optional<String> description,
        Optional<String> friendlyName,
        Map<String, String> labels,
        Optional<Instant> expiration,
        Optional<Duration> partitionExpiration,
        Optional<String> kmsKeyName,
        Optional<Boolean> requirePartitionFilter) {
    /** The options that are understood. */
    public enum Key {
        DESCRIPTION,
        FRIENDLY_NAME,
        LABELS,
        EXPIRATION_TIMESTAMP,
        PARTITION_EXPIRATION_DAYS,
        KMS_KEY_NAME,
        REQUIRE_PARTITION_FILTER
    }

    public TableOptions {
        named = Set.copyOf(named);
        labels = Map.copyOf(labels);
    }

    public static TableOptions none() {
        return new TableOptions(
                Set.of(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
