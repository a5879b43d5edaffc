package dev.landfall.migration.validation.side;

import dev.landfall.core.table.TypeKind;
import dev.landfall.migration.validation.canonical.CanonicalType;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A type as Hive's DESCRIBE writes it.
 *
 * @param word the type's name: {@code decimal}, {@code array}
 * @param arguments precision and scale, or a length
 * @param fields of a struct; the element of an array; key and value of a map
 */
public record SourceType(String word, List<Integer> arguments, List<Field> fields) {
    private static final int SUMMABLE_DIGITS = 19;
    private static final int SUMMABLE_SCALE = 9;

    /** A named part of a nested type. */
    public record Field(String name, SourceType type) {}

    public SourceType {
        word = word.toLowerCase(Locale.ROOT);
        arguments = List.copyOf(arguments);
        fields = List.copyOf(fields);
    }

    /** @throws IllegalArgumentException if the text is no type */
    public static SourceType parse(String text) {
        return new SourceTypeParser(text).parse();
    }

    /** What its values are; empty if it is nested or cannot be compared. */
    public Optional<CanonicalType> canonical() {
        return switch (word) {
            case "boolean" -> Optional.of(CanonicalType.BOOLEAN);
            case "tinyint", "smallint", "int", "integer", "bigint" -> Optional.of(CanonicalType.INTEGER);
            case "float", "double", "real" -> Optional.of(CanonicalType.FLOAT);
            case "decimal", "numeric" -> Optional.of(CanonicalType.DECIMAL);
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
            case "decimal", "numeric" -> TypeKind.BIGNUMERIC;
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
            case DECIMAL -> precision() - scale() <= SUMMABLE_DIGITS && scale() <= SUMMABLE_SCALE;
            default -> false;
        };
    }

    private int precision() {
        return arguments.isEmpty() ? 10 : arguments.get(0);
    }

    private int scale() {
        return arguments.size() < 2 ? 0 : arguments.get(1);
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
