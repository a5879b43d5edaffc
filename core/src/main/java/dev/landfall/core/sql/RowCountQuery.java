package dev.landfall.core.sql;

import dev.landfall.core.table.TableId;

/** How many rows a table has. */
public record RowCountQuery(TableId table) implements Query {
    @Override
    public String sql() {
        return "SELECT COUNT(*) AS `rows`\nFROM " + table.quoted();
    }
}
