package dev.landfall.migration.validation.side;

import dev.landfall.migration.validation.failure.ValidationException;
import dev.landfall.replicator.pipeline.Dialect;
import dev.landfall.replicator.pipeline.SourceTableName;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a table's columns with DESCRIBE, which Hive and Impala both have. */
public final class HiveDescription {
    private HiveDescription() {}

    /** @throws ValidationException if there is no such table, or a type that Hive describes cannot be read */
    public static SourceShape read(SqlReader hive, SourceTableName table) {
        List<SourceColumn> columns = new ArrayList<>();
        List<String> partitions = new ArrayList<>();
        boolean inPartitions = false;
        for (List<@Nullable String> row : hive.read("DESCRIBE " + Dialect.HIVE.quoted(table))) {
            String name = text(row.get(0));
            if (name.isEmpty() || name.startsWith("#")) {
                inPartitions = true;
            } else if (inPartitions) {
                partitions.add(name);
            } else {
                columns.add(column(table, name, text(row.get(1))));
            }
        }
        return new SourceShape(columns, partitions);
    }

    private static SourceColumn column(SourceTableName table, String name, String type) {
        try {
            return new SourceColumn(name, SourceType.parse(type));
        } catch (IllegalArgumentException e) {
            throw new ValidationException("Column " + name + " of " + table + ": " + e.getMessage(), e);
        }
    }

    private static String text(@Nullable String cell) {
        return cell == null ? "" : cell.strip();
    }
}
