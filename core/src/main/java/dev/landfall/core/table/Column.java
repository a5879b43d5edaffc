package dev.landfall.core.table;

/** A column of a table, or a field of a STRUCT. */
public record Column(ColumnName name, ColumnType type, ColumnMode mode) {
    public static Column nullable(String name, TypeKind kind) {
        return new Column(new ColumnName(name), ColumnType.of(kind), ColumnMode.NULLABLE);
    }

    /** GoogleSQL's spelling of type and repetition, without {@code NOT NULL}. */
    public String sqlType() {
        return mode == ColumnMode.REPEATED ? "ARRAY<" + type.sql() + ">" : type.sql();
    }

    @Override
    public String toString() {
        return name + " " + sqlType() + (mode == ColumnMode.REQUIRED ? " NOT NULL" : "");
    }
}
