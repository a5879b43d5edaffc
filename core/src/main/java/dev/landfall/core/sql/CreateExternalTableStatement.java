package dev.landfall.core.sql;

import dev.landfall.core.table.Column;
import dev.landfall.core.table.FileFormat;
import dev.landfall.core.table.StorageFolder;
import dev.landfall.core.table.TableId;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A table whose rows are all files below a folder, as Hive left them there. Columns and partition keys are declared:
 * what BigQuery guesses from the names of folders may differ from folder to folder, and what it reads from one file is
 * not what another has. A column that a file lacks is NULL.
 *
 * @param columns of the files, without the partition keys
 * @param hiveKeys in the order of the folders; empty if there are none
 */
public record CreateExternalTableStatement(
        TableId table, List<Column> columns, List<Column> hiveKeys, FileFormat format, StorageFolder folder)
        implements Statement {
    public CreateExternalTableStatement {
        columns = List.copyOf(columns);
        hiveKeys = List.copyOf(hiveKeys);
        if (!format.selfDescribing()) {
            throw new IllegalArgumentException("Files of format " + format.word() + " in " + folder
                    + " do not say what their columns are: read them in another way");
        }
    }

    @Override
    public String sql() {
        StringBuilder sql = new StringBuilder("CREATE OR REPLACE EXTERNAL TABLE ")
                .append(table.quoted())
                .append(" (\n  ")
                .append(defined(columns))
                .append("\n)");
        if (!hiveKeys.isEmpty()) {
            sql.append("\nWITH PARTITION COLUMNS (\n  ")
                    .append(defined(hiveKeys))
                    .append("\n)");
        }
        sql.append("\nOPTIONS (\n  format = '").append(format.name()).append("',\n  uris = ['");
        sql.append(folder).append("/*']").append(forFormat());
        if (!hiveKeys.isEmpty()) {
            sql.append(",\n  hive_partition_uri_prefix = '").append(folder).append('\'');
        }
        return sql.append("\n)").toString();
    }

    private String forFormat() {
        return switch (format) {
            case AVRO -> ",\n  enable_logical_types = TRUE";
            case PARQUET -> ",\n  enable_list_inference = TRUE";
            default -> "";
        };
    }

    private static String defined(List<Column> columns) {
        return columns.stream()
                .map(column -> column.name().quoted() + " " + column.sqlType())
                .collect(Collectors.joining(",\n  "));
    }
}
