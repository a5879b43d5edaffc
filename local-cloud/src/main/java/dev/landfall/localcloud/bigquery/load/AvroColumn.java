package dev.landfall.localcloud.bigquery.load;

import dev.landfall.localcloud.bigquery.schema.Field;
import dev.landfall.localcloud.bigquery.schema.FieldMode;
import dev.landfall.localcloud.bigquery.schema.FieldType;
import dev.landfall.localcloud.http.ApiException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/**
 * An Avro field as BigQuery maps it.
 *
 * @param field its BigQuery column
 * @param position in the record that holds it
 * @param value the schema of its values, without the null of a union; of the elements, if it is an array
 * @param decimalScale of a decimal
 * @param isMap whether the array is a map's entries
 * @param children the fields of a record; key and value of a map
 */
record AvroColumn(
        Field field, int position, Schema value, OptionalInt decimalScale, boolean isMap, List<AvroColumn> children) {
    /** How an Avro schema becomes columns. */
    record Mapping(DecimalTargets decimals, boolean useLogicalTypes) {
        List<AvroColumn> columns(Schema schema, List<Field> hints) {
            if (schema.getType() != Schema.Type.RECORD) {
                throw ApiException.invalid("The top-level Avro schema must be a record, not " + schema.getType());
            }
            List<AvroColumn> columns = new ArrayList<>();
            for (Schema.Field field : schema.getFields()) {
                Optional<Field> hint = hints.stream()
                        .filter(candidate -> candidate.name().equalsIgnoreCase(field.name()))
                        .findFirst();
                if (field.schema().getType() != Schema.Type.NULL) { // BigQuery ignores fields that are always null
                    columns.add(column(field.name(), field.pos(), field.schema(), hint));
                }
            }
            return columns;
        }

        private AvroColumn column(String name, int position, Schema schema, Optional<Field> hint) {
            Schema value = schema;
            FieldMode mode = FieldMode.REQUIRED;
            if (schema.getType() == Schema.Type.UNION) {
                List<Schema> branches = schema.getTypes().stream()
                        .filter(branch -> branch.getType() != Schema.Type.NULL)
                        .toList();
                if (branches.size() != 1) {
                    throw ApiException.unimplemented("Avro unions of several types (field " + name + ")");
                }
                value = branches.get(0);
                mode = branches.size() == schema.getTypes().size() ? FieldMode.REQUIRED : FieldMode.NULLABLE;
            }
            return switch (value.getType()) {
                case ARRAY -> array(name, position, value.getElementType(), hint);
                case MAP -> map(name, position, value.getValueType(), hint);
                default -> single(name, position, value, mode, hint);
            };
        }

        private AvroColumn array(String name, int position, Schema element, Optional<Field> hint) {
            AvroColumn single = column(name, position, element, hint);
            if (single.field.mode() == FieldMode.REPEATED) {
                throw ApiException.invalid("Array of arrays is not supported. Field: " + name);
            }
            return new AvroColumn(
                    single.field.withMode(FieldMode.REPEATED),
                    position,
                    single.value,
                    single.decimalScale,
                    false,
                    single.children);
        }

        private AvroColumn map(String name, int position, Schema values, Optional<Field> hint) {
            List<Field> hints = hint.map(Field::fields).orElse(List.of());
            Optional<Field> valueHint =
                    hints.stream().filter(field -> field.name().equals("value")).findFirst();
            AvroColumn key = column("key", 0, Schema.create(Schema.Type.STRING), Optional.empty());
            AvroColumn value = column("value", 1, values, valueHint);
            Field field = Field.struct(name, FieldMode.REPEATED, List.of(key.field, value.field));
            return new AvroColumn(field, position, values, OptionalInt.empty(), true, List.of(key, value));
        }

        private AvroColumn single(String name, int position, Schema value, FieldMode mode, Optional<Field> hint) {
            if (value.getType() == Schema.Type.RECORD) {
                List<AvroColumn> children =
                        columns(value, hint.map(Field::fields).orElse(List.of()));
                Field field = Field.struct(
                        name, mode, children.stream().map(AvroColumn::field).toList());
                return new AvroColumn(field, position, value, OptionalInt.empty(), false, children);
            }
            if (value.getLogicalType() instanceof LogicalTypes.Decimal decimal) {
                FieldType type = decimals.choose(decimal.getPrecision(), decimal.getScale(), hint);
                return new AvroColumn(
                        Field.of(name, type, mode),
                        position,
                        value,
                        OptionalInt.of(decimal.getScale()),
                        false,
                        List.of());
            }
            return new AvroColumn(
                    Field.of(name, type(value), mode), position, value, OptionalInt.empty(), false, List.of());
        }

        private FieldType type(Schema value) {
            Optional<FieldType> logical = useLogicalTypes
                    ? Optional.ofNullable(value.getLogicalType()).flatMap(Mapping::logicalType)
                    : Optional.empty();
            return logical.orElseGet(() -> switch (value.getType()) {
                case BOOLEAN -> FieldType.BOOL;
                case INT, LONG -> FieldType.INT64;
                case FLOAT, DOUBLE -> FieldType.FLOAT64;
                case BYTES, FIXED -> FieldType.BYTES;
                case STRING, ENUM -> FieldType.STRING;
                case RECORD, ARRAY, MAP, UNION, NULL ->
                    throw new IllegalArgumentException("not a scalar: " + value.getType());
            });
        }

        private static Optional<FieldType> logicalType(LogicalType type) {
            return switch (type.getName()) {
                case "date" -> Optional.of(FieldType.DATE);
                case "time-millis", "time-micros" -> Optional.of(FieldType.TIME);
                case "timestamp-millis", "timestamp-micros" -> Optional.of(FieldType.TIMESTAMP);
                case "local-timestamp-millis", "local-timestamp-micros" -> Optional.of(FieldType.DATETIME);
                default -> Optional.empty();
            };
        }
    }

    /** Whether values count milliseconds where the column counts microseconds. */
    boolean inMillis() {
        LogicalType logical = value.getLogicalType();
        return logical != null && logical.getName().endsWith("-millis");
    }
}
