package dev.landfall.core.sql;

import dev.landfall.core.table.Column;
import dev.landfall.core.table.ColumnName;
import dev.landfall.core.table.KmsKey;
import dev.landfall.core.table.Partitioning;
import dev.landfall.core.table.TableId;
import dev.landfall.core.table.TypeKind;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Creates a target unless it is there. The sequence column is added to the columns given.
 *
 * @param clustering at most four columns
 * @param kmsKey null for the dataset's default
 */
public record CreateTargetStatement(
        TableId target,
        List<Column> columns,
        @Nullable Partitioning partitioning,
        List<ColumnName> clustering,
        @Nullable KmsKey kmsKey)
        implements Statement {
    public CreateTargetStatement {
        columns = List.copyOf(columns);
        clustering = List.copyOf(clustering);
    }

    public CreateTargetStatement(
            TableId target, List<Column> columns, @Nullable Partitioning partitioning, List<ColumnName> clustering) {
        this(target, columns, partitioning, clustering, null);
    }

    @Override
    public String sql() {
        return sql("CREATE TABLE IF NOT EXISTS ");
    }

    String sql(String create) {
        StringBuilder sql = new StringBuilder(create + target.quoted() + " (\n");
        for (Column column : columns) {
            sql.append("  ")
                    .append(column.name().quoted())
                    .append(' ')
                    .append(column.sqlType())
                    .append(",\n");
        }
        sql.append("  ").append(ColumnName.SEQUENCE.quoted()).append(" INT64\n)");
        if (partitioning != null) {
            sql.append("\nPARTITION BY ").append(partition(partitioning));
        }
        if (!clustering.isEmpty()) {
            sql.append("\nCLUSTER BY ")
                    .append(clustering.stream().map(ColumnName::quoted).collect(Collectors.joining(", ")));
        }
        if (kmsKey != null) {
            sql.append("\nOPTIONS (kms_key_name = ")
                    .append(Literal.kmsKey(kmsKey))
                    .append(')');
        }
        return sql.toString();
    }

    private String partition(Partitioning by) {
        TypeKind kind = columns.stream()
                .filter(column -> column.name().equals(by.column()))
                .map(column -> column.type().kind())
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "Table " + target + " is partitioned by " + by.column() + ", which it does not have"));
        return new PartitionColumn(by.column(), kind, by.by()).truncated("");
    }
}
