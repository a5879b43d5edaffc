package dev.landfall.migration.catalog;

import dev.landfall.replicator.pipeline.SourceTableName;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A table or view as Hive describes it.
 *
 * @param columns without the partition keys
 * @param keys the partition keys, outermost first
 * @param location of its files; empty for a view
 * @param parameters the table's properties
 * @param primaryKey empty if none is declared
 */
public record HiveTable(
        SourceTableName name,
        boolean view,
        List<DeclaredColumn> columns,
        List<DeclaredColumn> keys,
        String location,
        HiveFormat format,
        Map<String, String> parameters,
        List<String> primaryKey) {
    /** A column with its type as Hive writes it. */
    public record DeclaredColumn(String name, String type) {}

    public HiveTable {
        columns = List.copyOf(columns);
        keys = List.copyOf(keys);
        parameters = Map.copyOf(parameters);
        primaryKey = List.copyOf(primaryKey);
    }

    /** A number among the properties, if it is there and is one. */
    Optional<Long> number(String parameter) {
        return Optional.ofNullable(parameters.get(parameter))
                .filter(text -> text.matches("[0-9]{1,18}"))
                .map(Long::valueOf);
    }

    /** True if its files are deltas that only Hive can put together. */
    boolean transactional() {
        return "true".equalsIgnoreCase(parameters.getOrDefault("transactional", "false"));
    }
}
