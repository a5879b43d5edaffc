package dev.landfall.localcloud.bigquery.schema;

import java.util.List;
import java.util.Optional;

/** The ordered columns of a table; names are unique without regard to case. */
public record TableSchema(List<Field> fields) {
    public TableSchema {
        fields = List.copyOf(fields);
    }

    public Optional<Field> find(String name) {
        return fields.stream()
                .filter(field -> field.name().equalsIgnoreCase(name))
                .findFirst();
    }
}
