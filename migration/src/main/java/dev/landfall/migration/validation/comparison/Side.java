package dev.landfall.migration.validation.comparison;

import dev.landfall.migration.validation.side.SqlReader;
import dev.landfall.migration.validation.sql.SideTable;
import dev.landfall.migration.validation.sql.ValidationQueries;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A table and the engine that reads it. */
public record Side(SideTable table, SqlReader reader) {
    ValidationQueries queries() {
        return new ValidationQueries(table);
    }

    List<List<@Nullable String>> read(String sql) {
        return reader.read(sql);
    }
}
