package dev.landfall.core.table;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A column's type. Length, precision and scale are left out on purpose: Landfall creates targets without them, and a
 * target that has them refuses a value that is too long by itself.
 *
 * @param fields of a STRUCT; empty for every other kind
 */
public record ColumnType(TypeKind kind, List<Column> fields) {
    public ColumnType {
        fields = List.copyOf(fields);
        if ((kind == TypeKind.STRUCT) == fields.isEmpty()) {
            throw new IllegalArgumentException("A STRUCT has fields and only a STRUCT has: " + kind + " " + fields);
        }
    }

    public static ColumnType of(TypeKind kind) {
        return new ColumnType(kind, List.of());
    }

    public static ColumnType struct(List<Column> fields) {
        return new ColumnType(TypeKind.STRUCT, fields);
    }

    /** GoogleSQL's spelling. */
    public String sql() {
        if (kind != TypeKind.STRUCT) {
            return kind.name();
        }
        return fields.stream()
                .map(field -> field.name().quoted() + " " + field.sqlType())
                .collect(Collectors.joining(", ", "STRUCT<", ">"));
    }

    @Override
    public String toString() {
        return sql();
    }
}
