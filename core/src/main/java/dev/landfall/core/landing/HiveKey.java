package dev.landfall.core.landing;

import dev.landfall.core.table.ColumnName;

/** One {@code key=value} folder of a landing path. The value is text as written; BigQuery reads it by the key's type. */
public record HiveKey(ColumnName name, String value) {}
