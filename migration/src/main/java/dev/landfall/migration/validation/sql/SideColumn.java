package dev.landfall.migration.validation.sql;

import dev.landfall.migration.validation.canonical.CanonicalType;

/**
 * A compared column on one side.
 *
 * @param summed true if its values are summed too: exact numbers of few enough digits
 */
public record SideColumn(String name, CanonicalType type, Operand operand, boolean summed) {}
