package dev.landfall.core.sql;

import dev.landfall.core.table.ColumnName;
import dev.landfall.core.table.TableId;
import dev.landfall.core.table.TypeKind;
import org.jspecify.annotations.Nullable;

/**
 * Lets a column hold more than before: NULL, or the values of a wider type.
 *
 * @param type the new type; null if NULL is to be allowed
 */
public record AlterColumnStatement(
        TableId target, ColumnName column, @Nullable TypeKind type) implements Statement {
    @Override
    public String sql() {
        return "ALTER TABLE " + target.quoted() + "\n  ALTER COLUMN " + column.quoted()
                + (type == null ? " DROP NOT NULL" : " SET DATA TYPE " + type);
    }
}
