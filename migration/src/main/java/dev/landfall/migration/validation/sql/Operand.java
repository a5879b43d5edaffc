package dev.landfall.migration.validation.sql;

import dev.landfall.core.table.TypeKind;

/**
 * A column, or a field of one, as an expression of an engine's SQL.
 *
 * @param sql quoted as the engine quotes
 * @param kind BigQuery's type, or the nearest to Hive's
 */
public record Operand(String sql, TypeKind kind) {}
