package dev.landfall.core.sql;

import dev.landfall.core.table.Column;
import java.util.List;
import java.util.stream.Collectors;

/** How many staged rows have NULL in a key column: one row, one number. Reads the key columns of the delta. */
public record NullKeysQuery(List<StagedRows> sources, List<Column> keys) implements Query {
    public NullKeysQuery {
        sources = List.copyOf(sources);
        keys = List.copyOf(keys);
    }

    @Override
    public String sql() {
        return "SELECT COUNT(*)\nFROM (\n" + StagedRows.union(sources, keys) + "\n)\nWHERE "
                + keys.stream().map(key -> key.name().quoted() + " IS NULL").collect(Collectors.joining(" OR "));
    }
}
