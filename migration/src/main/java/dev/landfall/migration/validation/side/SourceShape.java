package dev.landfall.migration.validation.side;

import java.util.List;

/**
 * What DESCRIBE says of a source table.
 *
 * @param columns all of them, those that it is partitioned by at the end
 * @param partitionColumns names of those that it is partitioned by
 */
public record SourceShape(List<SourceColumn> columns, List<String> partitionColumns) {
    public SourceShape {
        columns = List.copyOf(columns);
        partitionColumns = List.copyOf(partitionColumns);
    }
}
