package dev.landfall.localcloud.bigquery.sql.analyzer;

import com.google.zetasql.ArrayType;
import com.google.zetasql.StructType;
import com.google.zetasql.Type;
import com.google.zetasql.TypeFactory;
import com.google.zetasql.ZetaSQLType.TypeKind;
import dev.landfall.localcloud.bigquery.schema.Field;
import dev.landfall.localcloud.bigquery.schema.FieldMode;
import dev.landfall.localcloud.bigquery.schema.FieldType;
import dev.landfall.localcloud.bigquery.sql.SqlException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The analyzer's types and BigQuery's fields, both ways. */
public final class GoogleTypes {
    private GoogleTypes() {}

    /** The type of a column, its mode included. */
    public static Type of(Field field) {
        Type element = element(field);
        return field.mode() == FieldMode.REPEATED ? TypeFactory.createArrayType(element) : element;
    }

    private static Type element(Field field) {
        return switch (field.type()) {
            case STRING -> TypeFactory.createSimpleType(TypeKind.TYPE_STRING);
            case BYTES -> TypeFactory.createSimpleType(TypeKind.TYPE_BYTES);
            case INT64 -> TypeFactory.createSimpleType(TypeKind.TYPE_INT64);
            case FLOAT64 -> TypeFactory.createSimpleType(TypeKind.TYPE_DOUBLE);
            case NUMERIC -> TypeFactory.createSimpleType(TypeKind.TYPE_NUMERIC);
            case BIGNUMERIC -> TypeFactory.createSimpleType(TypeKind.TYPE_BIGNUMERIC);
            case BOOL -> TypeFactory.createSimpleType(TypeKind.TYPE_BOOL);
            case TIMESTAMP -> TypeFactory.createSimpleType(TypeKind.TYPE_TIMESTAMP);
            case DATE -> TypeFactory.createSimpleType(TypeKind.TYPE_DATE);
            case TIME -> TypeFactory.createSimpleType(TypeKind.TYPE_TIME);
            case DATETIME -> TypeFactory.createSimpleType(TypeKind.TYPE_DATETIME);
            case JSON -> TypeFactory.createSimpleType(TypeKind.TYPE_JSON);
            case STRUCT ->
                TypeFactory.createStructType(field.fields().stream()
                        .map(child -> new StructType.StructField(child.name(), of(child)))
                        .toList());
        };
    }

    /** A nullable (or repeated) column of this type. */
    public static Field field(String name, Type type) {
        if (type.isArray()) {
            Type element = ((ArrayType) type).getElementType();
            return field(name, element).withMode(FieldMode.REPEATED);
        }
        if (type.isStruct()) {
            StructType struct = type.asStruct();
            List<String> names = fieldNames(struct);
            List<Field> children = new ArrayList<>();
            for (int i = 0; i < struct.getFieldCount(); i++) {
                children.add(field(names.get(i), struct.getField(i).getType()));
            }
            return Field.struct(name, FieldMode.NULLABLE, children);
        }
        return Field.of(name, scalar(type), FieldMode.NULLABLE);
    }

    private static FieldType scalar(Type type) {
        return switch (type.getKind()) {
            case TYPE_STRING -> FieldType.STRING;
            case TYPE_BYTES -> FieldType.BYTES;
            case TYPE_INT64 -> FieldType.INT64;
            case TYPE_DOUBLE -> FieldType.FLOAT64;
            case TYPE_NUMERIC -> FieldType.NUMERIC;
            case TYPE_BIGNUMERIC -> FieldType.BIGNUMERIC;
            case TYPE_BOOL -> FieldType.BOOL;
            case TYPE_TIMESTAMP -> FieldType.TIMESTAMP;
            case TYPE_DATE -> FieldType.DATE;
            case TYPE_TIME -> FieldType.TIME;
            case TYPE_DATETIME -> FieldType.DATETIME;
            case TYPE_JSON -> FieldType.JSON;
            default -> throw SqlException.notImplemented("the type " + typeName(type));
        };
    }

    /** What a struct's fields are called where every field needs a name of its own. */
    public static List<String> fieldNames(StructType struct) {
        Set<String> taken = new HashSet<>();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < struct.getFieldCount(); i++) {
            String name = struct.getField(i).getName();
            if (name.isEmpty() || !taken.add(name.toLowerCase(Locale.ROOT))) {
                name = "_field_" + (i + 1);
                taken.add(name);
            }
            names.add(name);
        }
        return names;
    }

    /** GoogleSQL's name of a type. */
    public static String typeName(Type type) {
        return type.getKind() == TypeKind.TYPE_DOUBLE
                ? "FLOAT64"
                : type.getKind().name().replaceFirst("^TYPE_", "");
    }
}
