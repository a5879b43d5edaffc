package dev.landfall.localcloud.bigquery.schema;

import java.util.List;
import java.util.OptionalLong;

/**
 * A column or a field of a STRUCT.
 *
 * @param fields the fields of a STRUCT, else empty
 * @param precision of NUMERIC or BIGNUMERIC, if declared
 * @param scale of NUMERIC or BIGNUMERIC, if declared
 * @param maxLength characters of STRING or bytes of BYTES, if declared
 */
public record Field(
        String name,
        FieldType type,
        FieldMode mode,
        List<Field> fields,
        OptionalLong precision,
        OptionalLong scale,
        OptionalLong maxLength,
        String description) {
    public Field {
        fields = List.copyOf(fields);
    }

    public static Field of(String name, FieldType type, FieldMode mode) {
        return new Field(
                name, type, mode, List.of(), OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty(), "");
    }

    public static Field struct(String name, FieldMode mode, List<Field> fields) {
        return new Field(
                name,
                FieldType.STRUCT,
                mode,
                fields,
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                "");
    }

    public Field withMode(FieldMode newMode) {
        return new Field(name, type, newMode, fields, precision, scale, maxLength, description);
    }

    public Field withName(String newName) {
        return new Field(newName, type, mode, fields, precision, scale, maxLength, description);
    }
}
