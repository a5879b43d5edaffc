package dev.landfall.migration.validation.side;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** An engine that answers queries. Used by one thread at a time. */
@FunctionalInterface
public interface SqlReader {
    /**
     * All rows of a query, each value as text: numbers in plain digits.
     *
     * @throws dev.landfall.migration.validation.failure.ValidationException if the engine refuses
     */
    List<List<@Nullable String>> read(String sql);
}
