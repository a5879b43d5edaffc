package dev.landfall.replicator.format;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The columns of a part, in order.
 *
 * @param name of the record type in the files; for people, it decides nothing
 */
public record RowSchema(String name, List<RowColumn> columns) {

    public RowSchema {
        columns = List.copyOf(columns);
        if (columns.isEmpty()) {
            throw new IllegalArgumentException("Table " + name + " has no columns");
        }
        Set<String> seen = new HashSet<>();
        for (RowColumn column : columns) {
            // BigQuery tells column names apart without regard to case.
            if (!seen.add(column.name().toLowerCase(Locale.ROOT))) {
                throw new IllegalArgumentException("Table " + name + " has column " + column.name() + " twice");
            }
        }
    }

    /** The Avro schema, as JSON, of parts in this format. */
    public String avroJson(PartFormat format) {
        return AvroSchemas.of(this, format).toString();
    }
}
