package dev.landfall.migration.validation.comparison;

/** An aggregate of a column that differs in a partition. */
public record FactDifference(String partition, String column, String fact, String source, String target) {}
