package dev.landfall.core.sql;

import dev.landfall.core.table.Column;
import dev.landfall.core.table.ColumnName;
import dev.landfall.core.table.KmsKey;
import dev.landfall.core.table.TableId;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Creates the side table of remembered deletes unless it is there. Its partitions expire, the table does not, whatever
 * the staging dataset says of tables.
 *
 * @param version the target's keys and order columns
 * @param keep rounded up to days
 */
public record CreateTombstonesStatement(
        TableId table,
        List<Column> version,
        Duration keep,
        @Nullable KmsKey kmsKey) implements Statement {
    public CreateTombstonesStatement {
        version = List.copyOf(version);
    }

    @Override
    public String sql() {
        StringBuilder sql = new StringBuilder("CREATE TABLE IF NOT EXISTS " + table.quoted() + " (\n");
        version.forEach(column -> sql.append("  ")
                .append(column.name().quoted())
                .append(' ')
                .append(column.sqlType())
                .append(",\n"));
        long days = keep.plusDays(1).minusNanos(1).toDays();
        sql.append("  ").append(ColumnName.SEQUENCE.quoted()).append(" INT64,\n");
        sql.append("  ")
                .append(StagedDeletes.DELETED_AT.quoted())
                .append(" TIMESTAMP\n)\nPARTITION BY TIMESTAMP_TRUNC(");
        sql.append(StagedDeletes.DELETED_AT.quoted()).append(", DAY)\nOPTIONS (partition_expiration_days = ");
        sql.append(days).append(", expiration_timestamp = NULL");
        if (kmsKey != null) {
            sql.append(", kms_key_name = ").append(Literal.kmsKey(kmsKey));
        }
        return sql.append(')').toString();
    }
}
