package dev.landfall.replicator.source.hive;

import dev.landfall.replicator.failure.ReplicationException;
import dev.landfall.replicator.format.RowColumn;
import dev.landfall.replicator.format.RowType;
import dev.landfall.replicator.pipeline.HiveName;
import dev.landfall.replicator.pipeline.HiveTableName;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Maps the columns of a Hive or Impala table, or names all that cannot be carried. */
final class HiveColumns {
    private HiveColumns() {}

    static List<HiveColumn> of(HiveTableName table, ResultSetMetaData metadata) throws SQLException {
        List<HiveColumn> columns = new ArrayList<>();
        List<String> refused = new ArrayList<>();
        for (int i = 1; i <= metadata.getColumnCount(); i++) {
            // Hive labels columns table.column unless told otherwise.
            String label = metadata.getColumnLabel(i);
            String name = label.substring(label.lastIndexOf('.') + 1);
            try {
                Optional<RowType> type = type(metadata.getColumnType(i));
                if (type.isPresent()) {
                    columns.add(column(name, type.get(), metadata, i));
                } else {
                    refused.add(name + " (" + metadata.getColumnTypeName(i).toLowerCase(Locale.ROOT) + ")");
                }
            } catch (IllegalArgumentException e) {
                refused.add(name + " (" + e.getMessage() + ")");
            }
        }
        if (!refused.isEmpty()) {
            throw ReplicationException.source("Table " + table + " has columns that cannot be carried yet: "
                    + String.join(", ", refused) + ". Replicate a view that leaves them out or casts them");
        }
        return List.copyOf(columns);
    }

    private static HiveColumn column(String name, RowType type, ResultSetMetaData metadata, int position)
            throws SQLException {
        RowColumn carried = type == RowType.DECIMAL
                ? RowColumn.decimal(name, metadata.getPrecision(position), metadata.getScale(position))
                : RowColumn.of(name, type);
        return new HiveColumn(new HiveName(name), carried, metadata.getColumnType(position) == Types.CHAR);
    }

    /** Types.FLOAT is 32 bits wide in Hive and Impala, whatever JDBC says. */
    private static Optional<RowType> type(int sqlType) {
        return switch (sqlType) {
            case Types.BOOLEAN, Types.BIT -> Optional.of(RowType.BOOLEAN);
            case Types.TINYINT, Types.SMALLINT, Types.INTEGER -> Optional.of(RowType.INT32);
            case Types.BIGINT -> Optional.of(RowType.INT64);
            case Types.FLOAT, Types.REAL -> Optional.of(RowType.FLOAT32);
            case Types.DOUBLE -> Optional.of(RowType.FLOAT64);
            case Types.DECIMAL, Types.NUMERIC -> Optional.of(RowType.DECIMAL);
            case Types.VARCHAR, Types.LONGVARCHAR, Types.CHAR -> Optional.of(RowType.STRING);
            case Types.BINARY, Types.VARBINARY -> Optional.of(RowType.BYTES);
            case Types.DATE -> Optional.of(RowType.DATE);
            case Types.TIMESTAMP -> Optional.of(RowType.TIMESTAMP);
            default -> Optional.empty();
        };
    }
}
