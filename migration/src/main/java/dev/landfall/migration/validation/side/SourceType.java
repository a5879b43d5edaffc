package dev.landfall.migration.validation.side;

import dev.landfall.core.table.TypeKind;
import dev.landfall.migration.catalog.HiveType;
import dev.landfall.migration.validation.canonical.CanonicalType;
import java.util.List;
import java.util.Optional;

/**
 * A type as Hive's DESCRIBE writes it.
 *
 * @param word the type's name: {@code decimal}, {@code array}
 * @param arguments precision and scale of a decimal
 * @param fields of a struct; the element of an array; key and value of a map
 */
public record SourceType(String word, List<Integer> arguments, List<Field> fields) {
    private static final int SUMMABLE_DIGITS = 19;
    private static final int SUMMABLE_SCALE = 9;

    /** A named part of a nested type. */
    public record Field(String name, SourceType type) {}

    public SourceType {
        arguments = List.copyOf(arguments);
        fields = List.copyOf(fields);
    }

    /** @throws IllegalArgumentException if the text is no type */
    public static SourceType parse(String text) {
        return of(HiveType.parse(text));
    }

    private static SourceType of(HiveType type) {
        if (type instanceof HiveType.Decimal decimal) {
            return new SourceType("decimal", List.of(decimal.precision(), decimal.scale()), List.of());
        } else if (type instanceof HiveType.Array array) {
            return nested("array", List.of(new HiveType.Field("element", array.element())));
        } else if (type instanceof HiveType.MapOf map) {
            return nested(
                    "map", List.of(new HiveType.Field("key", map.key()), new HiveType.Field("value", map.value())));
        } else if (type instanceof HiveType.Struct struct) {
            return nested("struct", struct.fields());
        } else if (type instanceof HiveType.Scalar scalar) {
            return new SourceType(scalar.word(), List.of(), List.of());
        }
        // Of a union no rule compares anything.
        return new SourceType("uniontype", List.of(), List.of());
    }

    private static SourceType nested(String word, List<HiveType.Field> fields) {
        return new SourceType(
                word,
                List.of(),
                fields.stream()
                        .map(field -> new Field(field.name(), of(field.type())))
                        .toList());
    }

    /** What its values are; empty if it is nested or cannot be compared. */
    public Optional<CanonicalType> canonical() {
        return switch (word) {
            case "boolean" -> Optional.of(CanonicalType.BOOLEAN);
            case "tinyint", "smallint", "int", "integer", "bigint" -> Optional.of(CanonicalType.INTEGER);
            case "float", "double", "real" -> Optional.of(CanonicalType.FLOAT);
            case "decimal" -> Optional.of(CanonicalType.DECIMAL);
            case "string", "varchar" -> Optional.of(CanonicalType.TEXT);
            case "char" -> Optional.of(CanonicalType.PADDED_TEXT);
            case "binary" -> Optional.of(CanonicalType.BYTES);
            case "date" -> Optional.of(CanonicalType.DATE);
            case "timestamp" -> Optional.of(CanonicalType.TIMESTAMP);
            default -> Optional.empty();
        };
    }

    /** The nearest of BigQuery's types. */
    public TypeKind kind() {
        return switch (word) {
            case "boolean" -> TypeKind.BOOL;
            case "tinyint", "smallint", "int", "integer", "bigint" -> TypeKind.INT64;
            case "float", "double", "real" -> TypeKind.FLOAT64;
            case "decimal" -> TypeKind.BIGNUMERIC;
            case "binary" -> TypeKind.BYTES;
            case "date" -> TypeKind.DATE;
            case "timestamp" -> TypeKind.DATETIME;
            default -> TypeKind.STRING;
        };
    }

    /** True if sums of many values stay exact in both engines' decimals. */
    public boolean summable() {
        return switch (canonical().orElse(CanonicalType.TEXT)) {
            case INTEGER -> true;
            case DECIMAL ->
                arguments.get(0) - arguments.get(1) <= SUMMABLE_DIGITS && arguments.get(1) <= SUMMABLE_SCALE;
            default -> false;
        };
    }

    @Override
    public String toString() {
        if (!fields.isEmpty()) {
            return word + "<...>";
        }
        return arguments.isEmpty()
                ? word
                : word + "("
                        + String.join(
                                ",", arguments.stream().map(String::valueOf).toList()) + ")";
    }
}
