package dev.landfall.migration.catalog;

import dev.landfall.core.table.Column;
import dev.landfall.core.table.ColumnName;
import java.util.Locale;
import java.util.Optional;

/**
 * A column of Hive and what becomes of it.
 *
 * @param name in Hive
 * @param type in Hive, as Hive writes it
 * @param target its name in BigQuery
 * @param dropped true if it is left out
 */
public record PlannedColumn(String name, String type, ColumnName target, boolean dropped) {

    /** Its BigQuery column. Empty if Hive's type has no like of it. */
    public Optional<Column> column() {
        try {
            TypeMapping mapping = TypeMapping.of(HiveType.parse(type));
            return Optional.of(new Column(target, mapping.type(), mapping.mode()));
        } catch (TypeMapping.RefusedTypeException e) {
            return Optional.empty();
        }
    }

    /** Why it cannot be taken over; empty if it can, or if it is left out. */
    public Optional<Refusal> refusal() {
        if (dropped) {
            return Optional.empty();
        }
        try {
            TypeMapping.of(HiveType.parse(type));
            return Optional.empty();
        } catch (TypeMapping.RefusedTypeException e) {
            return Optional.of(e.ofColumn(name));
        }
    }

    /** True for CHAR, whose trailing blanks are padding. */
    public boolean padded() {
        return type.toLowerCase(Locale.ROOT).startsWith("char");
    }

    /** True if its name in BigQuery is another than in Hive. */
    public boolean renamed() {
        return !target.value().equalsIgnoreCase(name);
    }

    /** True for an array, a map or a struct. */
    boolean nested() {
        return !(HiveType.parse(type) instanceof HiveType.Scalar)
                && !(HiveType.parse(type) instanceof HiveType.Decimal);
    }
}
