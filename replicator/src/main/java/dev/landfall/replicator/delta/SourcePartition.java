package dev.landfall.replicator.delta;

/**
 * A partition of a source table as it was found.
 *
 * @param name as the source writes it, {@code day=2026-01-01/country=DE}; empty for a table without partitions
 * @param fingerprint changes whenever the partition is written
 */
public record SourcePartition(String name, String fingerprint) {}
