package dev.landfall.localcloud.firestore;

import com.google.firestore.v1.ArrayValue;
import com.google.firestore.v1.MapValue;
import com.google.firestore.v1.Value;

/** The kinds of values that order as one, in Firestore's order of kinds. */
enum ValueKind {
    NULL,
    BOOLEAN,
    NUMBER,
    TIMESTAMP,
    STRING,
    BYTES,
    REFERENCE,
    GEO_POINT,
    ARRAY,
    VECTOR,
    MAP;

    private static final String VECTOR_TYPE = "__vector__";

    static ValueKind of(Value value) {
        return switch (value.getValueTypeCase()) {
            case NULL_VALUE, VALUETYPE_NOT_SET -> NULL;
            case BOOLEAN_VALUE -> BOOLEAN;
            case INTEGER_VALUE, DOUBLE_VALUE -> NUMBER;
            case TIMESTAMP_VALUE -> TIMESTAMP;
            case STRING_VALUE -> STRING;
            case BYTES_VALUE -> BYTES;
            case REFERENCE_VALUE -> REFERENCE;
            case GEO_POINT_VALUE -> GEO_POINT;
            case ARRAY_VALUE -> ARRAY;
            case MAP_VALUE -> isVector(value.getMapValue()) ? VECTOR : MAP;
            default -> throw Refusal.unimplemented("values of type " + value.getValueTypeCase());
        };
    }

    /** Vectors travel as maps with a marker field. */
    private static boolean isVector(MapValue map) {
        Value type = map.getFieldsOrDefault("__type__", Value.getDefaultInstance());
        return VECTOR_TYPE.equals(type.getStringValue());
    }

    static ArrayValue vectorElements(MapValue vector) {
        return vector.getFieldsOrDefault("value", Value.getDefaultInstance()).getArrayValue();
    }
}
