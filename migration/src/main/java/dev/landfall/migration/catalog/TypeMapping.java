package dev.landfall.migration.catalog;

import dev.landfall.core.table.Column;
import dev.landfall.core.table.ColumnMode;
import dev.landfall.core.table.ColumnName;
import dev.landfall.core.table.ColumnType;
import dev.landfall.core.table.TypeKind;
import java.util.ArrayList;
import java.util.List;

/**
 * BigQuery's type for each of Hive's. The same that loads of the replicator's files give, so that rows of both ways fit
 * into one target ({@code docs/types.md}).
 *
 * @param type of a value, or of an element
 */
public record TypeMapping(ColumnType type, ColumnMode mode) {
    private static final String READ_A_VIEW = "Replicate a view that casts it, or leave the column out";

    /** A type that BigQuery has no like of; the message is the reason. */
    static final class RefusedTypeException extends Exception {
        private static final long serialVersionUID = 1L;

        private final String advice;

        RefusedTypeException(String reason, String advice) {
            super(reason);
            this.advice = advice;
        }

        Refusal ofColumn(String column) {
            return new Refusal("column " + column, String.valueOf(getMessage()), advice);
        }
    }

    static TypeMapping of(HiveType type) throws RefusedTypeException {
        if (type instanceof HiveType.Array array) {
            TypeMapping element = of(array.element());
            if (element.mode == ColumnMode.REPEATED) {
                throw new RefusedTypeException(
                        "BigQuery has no arrays of arrays or of maps", "Wrap the inner one in a struct, in a view");
            }
            return new TypeMapping(element.type, ColumnMode.REPEATED);
        }
        if (type instanceof HiveType.MapOf map) {
            return new TypeMapping(
                    ColumnType.struct(List.of(column("key", map.key()), column("value", map.value()))),
                    ColumnMode.REPEATED);
        }
        if (type instanceof HiveType.Struct struct) {
            List<Column> fields = new ArrayList<>();
            for (HiveType.Field field : struct.fields()) {
                fields.add(column(field.name(), field.type()));
            }
            return single(ColumnType.struct(fields));
        }
        if (type instanceof HiveType.Union) {
            throw new RefusedTypeException("BigQuery has no UNIONTYPE", READ_A_VIEW);
        }
        return single(ColumnType.of(
                type instanceof HiveType.Decimal decimal ? decimal(decimal) : scalar((HiveType.Scalar) type)));
    }

    private static Column column(String name, HiveType type) throws RefusedTypeException {
        TypeMapping mapping = of(type);
        try {
            return new Column(new ColumnName(name), mapping.type, mapping.mode);
        } catch (IllegalArgumentException e) {
            throw new RefusedTypeException(
                    "its field " + name + " has a name that BigQuery does not take", "Rename it in a view");
        }
    }

    private static TypeMapping single(ColumnType type) {
        return new TypeMapping(type, ColumnMode.NULLABLE);
    }

    /** The first that holds every value, as {@code decimalTargetTypes} of a load chooses. */
    private static TypeKind decimal(HiveType.Decimal decimal) {
        int digits = decimal.precision() - decimal.scale();
        return digits <= 29 && decimal.scale() <= 9 ? TypeKind.NUMERIC : TypeKind.BIGNUMERIC;
    }

    private static TypeKind scalar(HiveType.Scalar scalar) throws RefusedTypeException {
        return switch (scalar.word()) {
            case "boolean" -> TypeKind.BOOL;
            case "tinyint", "smallint", "int", "integer", "bigint" -> TypeKind.INT64;
            case "float", "real", "double", "double precision" -> TypeKind.FLOAT64;
            case "string", "varchar", "char" -> TypeKind.STRING;
            case "binary" -> TypeKind.BYTES;
            case "date" -> TypeKind.DATE;
            case "timestamp" -> TypeKind.TIMESTAMP;
            case "timestamp with local time zone", "timestamplocaltz" ->
                throw new RefusedTypeException(
                        "the replicator does not carry TIMESTAMP WITH LOCAL TIME ZONE",
                        "Replicate a view that casts it to TIMESTAMP in the zone you mean");
            case "interval_year_month", "interval_day_time" ->
                throw new RefusedTypeException("an INTERVAL has no type in files", READ_A_VIEW + " (as STRING)");
            default ->
                throw new RefusedTypeException("the type " + scalar.word() + " is not known to Landfall", READ_A_VIEW);
        };
    }
}
