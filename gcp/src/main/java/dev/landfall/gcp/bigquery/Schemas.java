package dev.landfall.gcp.bigquery;

import com.google.cloud.bigquery.Field;
import com.google.cloud.bigquery.FieldList;
import com.google.cloud.bigquery.Schema;
import com.google.cloud.bigquery.StandardSQLTypeName;
import dev.landfall.core.table.Column;
import dev.landfall.core.table.ColumnMode;
import dev.landfall.core.table.ColumnName;
import dev.landfall.core.table.ColumnType;
import dev.landfall.core.table.TableSchema;
import dev.landfall.core.table.TypeKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Schemas between the client's classes and Landfall's. */
final class Schemas {
    private Schemas() {}

    /** @throws IllegalArgumentException naming a column whose name or type Landfall does not carry */
    static TableSchema read(@Nullable Schema schema) {
        return new TableSchema(schema == null ? List.of() : columns(schema.getFields()));
    }

    static Schema write(TableSchema schema) {
        return Schema.of(schema.columns().stream().map(Schemas::field).toList());
    }

    private static List<Column> columns(FieldList fields) {
        return fields.stream().map(Schemas::column).toList();
    }

    private static Column column(Field field) {
        TypeKind kind = TypeKind.valueOf(field.getType().getStandardType().name());
        Field.@Nullable Mode mode = field.getMode();
        return new Column(
                new ColumnName(field.getName()),
                kind == TypeKind.STRUCT ? ColumnType.struct(columns(field.getSubFields())) : ColumnType.of(kind),
                mode == null ? ColumnMode.NULLABLE : ColumnMode.valueOf(mode.name()));
    }

    private static Field field(Column column) {
        Field[] fields = column.type().fields().stream().map(Schemas::field).toArray(Field[]::new);
        return Field.newBuilder(
                        column.name().value(),
                        StandardSQLTypeName.valueOf(column.type().kind().name()),
                        fields)
                .setMode(Field.Mode.valueOf(column.mode().name()))
                .build();
    }
}
