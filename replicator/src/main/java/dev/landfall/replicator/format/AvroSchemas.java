package dev.landfall.replicator.format;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.JsonProperties;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/** The Avro schema of a row; every field is a union with null. */
final class AvroSchemas {
    private final PartFormat format;
    private final Map<String, Schema> decimals = new HashMap<>();

    private AvroSchemas(PartFormat format) {
        this.format = format;
    }

    /** Parquet gets decimals of fixed length, since BigQuery does not list decimals in variable byte arrays. */
    static Schema of(RowSchema row, PartFormat format) {
        AvroSchemas schemas = new AvroSchemas(format);
        List<Schema.Field> fields = new ArrayList<>();
        for (RowColumn column : row.columns()) {
            Schema nullable = Schema.createUnion(Schema.create(Schema.Type.NULL), schemas.type(column));
            fields.add(new Schema.Field(column.name(), nullable, null, JsonProperties.NULL_VALUE));
        }
        return Schema.createRecord(row.name(), null, "landfall", false, fields);
    }

    private Schema type(RowColumn column) {
        return switch (column.type()) {
            case BOOLEAN -> Schema.create(Schema.Type.BOOLEAN);
            case INT32 -> Schema.create(Schema.Type.INT);
            case INT64 -> Schema.create(Schema.Type.LONG);
            case FLOAT32 -> Schema.create(Schema.Type.FLOAT);
            case FLOAT64 -> Schema.create(Schema.Type.DOUBLE);
            case DECIMAL -> decimal(column);
            case STRING -> Schema.create(Schema.Type.STRING);
            case BYTES -> Schema.create(Schema.Type.BYTES);
            case DATE -> LogicalTypes.date().addToSchema(Schema.create(Schema.Type.INT));
            case TIMESTAMP -> LogicalTypes.timestampMicros().addToSchema(Schema.create(Schema.Type.LONG));
        };
    }

    private Schema decimal(RowColumn column) {
        LogicalTypes.Decimal decimal = LogicalTypes.decimal(column.precision(), column.scale());
        if (format == PartFormat.AVRO) {
            return decimal.addToSchema(Schema.create(Schema.Type.BYTES));
        }
        // A named type may be defined only once in a schema, so equal decimals share theirs.
        String name = "decimal_" + column.precision() + "_" + column.scale();
        return decimals.computeIfAbsent(
                name,
                absent -> decimal.addToSchema(
                        Schema.createFixed(name, null, "landfall", DecimalBytes.length(column.precision()))));
    }
}
