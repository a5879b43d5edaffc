package dev.landfall.replicator.source.jdbc;

import dev.landfall.replicator.failure.ReplicationException;
import dev.landfall.replicator.format.RowColumn;
import dev.landfall.replicator.format.RowType;
import dev.landfall.replicator.pipeline.Dialect;
import dev.landfall.replicator.pipeline.SourceName;
import dev.landfall.replicator.pipeline.SourceTableName;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Maps the columns of a table, or names all that cannot be carried. */
final class SourceColumns {
    /** Types of one product that its driver gives as text which says everything. */
    private static final Set<String> TEXT_TYPES = Set.of("uuid", "json", "jsonb", "xml", "citext");

    private static final Set<String> ZONED_TYPES = Set.of("timestamptz", "timestamp with time zone");

    /** {@code BIGINT UNSIGNED} ends at 18446744073709551615. */
    private static final int UNSIGNED_LONG_DIGITS = 20;

    private final Dialect dialect;

    SourceColumns(Dialect dialect) {
        this.dialect = dialect;
    }

    List<SourceColumn> of(SourceTableName table, ResultSetMetaData metadata) throws SQLException {
        List<SourceColumn> columns = new ArrayList<>();
        List<String> refused = new ArrayList<>();
        for (int i = 1; i <= metadata.getColumnCount(); i++) {
            // Hive labels columns table.column unless told otherwise.
            String label = metadata.getColumnLabel(i);
            String name = label.substring(label.lastIndexOf('.') + 1);
            try {
                Optional<RowColumn> carried = carried(name, metadata, i);
                if (carried.isPresent()) {
                    columns.add(new SourceColumn(
                            new SourceName(name),
                            carried.get(),
                            metadata.getColumnType(i) == Types.CHAR,
                            isZoned(metadata, i)));
                } else {
                    refused.add(name + " (" + typeName(metadata, i) + ")");
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

    private Optional<RowColumn> carried(String name, ResultSetMetaData metadata, int position) throws SQLException {
        int sqlType = metadata.getColumnType(position);
        if (isUnsigned(metadata, position)) {
            return Optional.of(
                    sqlType == Types.BIGINT
                            ? RowColumn.decimal(name, UNSIGNED_LONG_DIGITS, 0)
                            : RowColumn.of(name, RowType.INT64));
        }
        if (sqlType == Types.DECIMAL || sqlType == Types.NUMERIC) {
            return Optional.of(decimal(name, metadata, position));
        }
        return type(sqlType, typeName(metadata, position)).map(type -> RowColumn.of(name, type));
    }

    private static RowColumn decimal(String name, ResultSetMetaData metadata, int position) throws SQLException {
        int precision = metadata.getPrecision(position);
        int scale = metadata.getScale(position);
        if (precision == 0 || scale < 0) {
            throw new IllegalArgumentException("a number without precision: cast it to numeric(p, s)");
        }
        return RowColumn.decimal(name, precision, scale);
    }

    private static String typeName(ResultSetMetaData metadata, int position) throws SQLException {
        return metadata.getColumnTypeName(position).toLowerCase(Locale.ROOT);
    }

    /** Hive's driver does not know the question, and Hive has no unsigned types. */
    private boolean isUnsigned(ResultSetMetaData metadata, int position) throws SQLException {
        boolean integer = switch (metadata.getColumnType(position)) {
            case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT -> true;
            default -> false;
        };
        return integer && !dialect.equals(Dialect.HIVE) && !metadata.isSigned(position);
    }

    private static boolean isZoned(ResultSetMetaData metadata, int position) throws SQLException {
        return metadata.getColumnType(position) == Types.TIMESTAMP_WITH_TIMEZONE
                || ZONED_TYPES.contains(typeName(metadata, position));
    }

    private Optional<RowType> type(int sqlType, String typeName) {
        return switch (sqlType) {
            case Types.BOOLEAN, Types.BIT -> Optional.of(RowType.BOOLEAN);
            case Types.TINYINT, Types.SMALLINT, Types.INTEGER -> Optional.of(RowType.INT32);
            case Types.BIGINT -> Optional.of(RowType.INT64);
            case Types.REAL -> Optional.of(RowType.FLOAT32);
            // 32 bits wide in Hive and Impala, whatever JDBC says.
            case Types.FLOAT -> Optional.of(dialect.equals(Dialect.HIVE) ? RowType.FLOAT32 : RowType.FLOAT64);
            case Types.DOUBLE -> Optional.of(RowType.FLOAT64);
            case Types.VARCHAR, Types.LONGVARCHAR, Types.CHAR, Types.NVARCHAR, Types.NCHAR, Types.LONGNVARCHAR ->
                Optional.of(RowType.STRING);
            case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY -> Optional.of(RowType.BYTES);
            case Types.DATE -> Optional.of(RowType.DATE);
            case Types.TIMESTAMP -> Optional.of(RowType.TIMESTAMP);
            case Types.TIMESTAMP_WITH_TIMEZONE ->
                dialect.zonedTimestamp().isEmpty() ? Optional.empty() : Optional.of(RowType.TIMESTAMP);
            default -> TEXT_TYPES.contains(typeName) ? Optional.of(RowType.STRING) : Optional.empty();
        };
    }
}
