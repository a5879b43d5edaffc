package dev.landfall.migration.validation.side;

/** A column of a source table as DESCRIBE lists it. */
public record SourceColumn(String name, SourceType type) {}
