package dev.landfall.localcloud.bigquery.load;

import com.google.gson.JsonObject;
import dev.landfall.localcloud.bigquery.engine.ColumnConversion;
import dev.landfall.localcloud.bigquery.engine.Session;
import dev.landfall.localcloud.bigquery.schema.DuckDbNames;
import dev.landfall.localcloud.bigquery.schema.Field;
import dev.landfall.localcloud.bigquery.schema.FieldMode;
import dev.landfall.localcloud.bigquery.schema.FieldType;
import dev.landfall.localcloud.bigquery.schema.TableSchema;
import dev.landfall.localcloud.http.ApiException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Parquet, read by DuckDB; the types follow BigQuery's table of conversions, not DuckDB's. */
final class ParquetFormat implements SourceFormat {
    private static final int MOST_DECIMAL_DIGITS = 38;

    private final DecimalTargets decimals;
    private final boolean listInference;
    private final boolean enumAsString;
    private final boolean mapAsArray;

    ParquetFormat(LoadConfiguration configuration) {
        this.decimals = configuration.decimalTargets();
        Optional<JsonObject> options = configuration.object("parquetOptions");
        this.listInference =
                options.map(json -> isTrue(json, "enableListInference")).orElse(false);
        this.enumAsString = options.map(json -> isTrue(json, "enumAsString")).orElse(false);
        this.mapAsArray = options.map(json -> json.has("mapTargetType")
                        && json.get("mapTargetType").getAsString().equals("ARRAY_OF_STRUCT"))
                .orElse(false);
    }

    @Override
    public boolean describesItself() {
        return true;
    }

    @Override
    public TableSchema schema(Session session, SourceFile file, TableSchema hint) {
        return new TableSchema(
                columns(session, file, hint).stream().map(SourceColumn::field).toList());
    }

    @Override
    public SourceRows open(Session session, SourceFile file, TableSchema hint) {
        String path = DuckDbNames.text(file.content().toString());
        return new SourceRows("read_parquet([" + path + "], hive_partitioning = false)", columns(session, file, hint));
    }

    private List<SourceColumn> columns(Session session, SourceFile file, TableSchema hint) {
        List<SourceColumn> columns = new ArrayList<>();
        for (ParquetNode node : ParquetNode.read(session, file)) {
            columns.add(column(node, DuckDbNames.quote(node.name()), hint.fields(), 0));
        }
        return columns;
    }

    private SourceColumn column(ParquetNode node, String value, List<Field> hints, int depth) {
        Optional<Field> hint = hints.stream()
                .filter(candidate -> candidate.name().equalsIgnoreCase(node.name()))
                .findFirst();
        if (node.isRepeated()) {
            return array(node.name(), node, value, hint, depth);
        }
        if (node.isList() && node.children().size() == 1) {
            return list(node, value, hint, depth);
        }
        if (node.isMap() && node.children().size() == 1) {
            return map(node, value, hint, depth);
        }
        return single(node, value, hint, depth);
    }

    private SourceColumn list(ParquetNode node, String value, Optional<Field> hint, int depth) {
        ParquetNode repeated = node.onlyChild();
        boolean threeLevels = repeated.children().size() == 1
                && !repeated.name().equals("array")
                && !repeated.name().equals(node.name() + "_tuple");
        ParquetNode element = threeLevels ? repeated.onlyChild() : repeated;
        if (listInference) {
            return array(node.name(), element, value, hint, depth);
        }
        String item = "e" + depth;
        SourceColumn converted = element(element, item, Optional.empty(), depth + 1);
        Field inner = threeLevels
                ? Field.struct(repeated.name(), FieldMode.REPEATED, List.of(converted.field()))
                : converted.field().withMode(FieldMode.REPEATED);
        String innerValue = threeLevels ? pack(List.of(converted)) : converted.sql();
        String list = "list_transform(" + value + ", lambda " + item + ": " + innerValue + ")";
        return new SourceColumn(
                Field.struct(node.name(), mode(node), List.of(inner)),
                unlessNull(value, pack(List.of(new SourceColumn(inner, list)))));
    }

    private SourceColumn array(String name, ParquetNode node, String value, Optional<Field> hint, int depth) {
        String item = "e" + depth;
        SourceColumn converted = element(node, item, hint, depth + 1);
        if (converted.field().mode() == FieldMode.REPEATED) {
            throw ApiException.invalid("Array of arrays is not supported. Field: " + name);
        }
        String list = "list_transform(" + value + ", lambda " + item + ": " + converted.sql() + ")";
        return new SourceColumn(converted.field().withName(name).withMode(FieldMode.REPEATED), list);
    }

    /** An element of a list, which may itself be a list or a map. */
    private SourceColumn element(ParquetNode node, String value, Optional<Field> hint, int depth) {
        if (!node.isRepeated()
                && ((node.isList() || node.isMap()) && node.children().size() == 1)) {
            return node.isList() ? list(node, value, hint, depth) : map(node, value, hint, depth);
        }
        return single(node, value, hint, depth);
    }

    private SourceColumn map(ParquetNode node, String value, Optional<Field> hint, int depth) {
        ParquetNode entries = node.onlyChild();
        String item = "e" + depth;
        List<Field> hints = hint.map(Field::fields).orElse(List.of());
        List<SourceColumn> columns = List.of(
                column(entries.children().get(0), item + ".\"key\"", hints, depth + 1),
                column(entries.children().get(1), item + ".\"value\"", hints, depth + 1));
        List<Field> fields = columns.stream().map(SourceColumn::field).toList();
        String list = "list_transform(map_entries(" + value + "), lambda " + item + ": " + pack(columns) + ")";
        if (mapAsArray) {
            return new SourceColumn(Field.struct(node.name(), FieldMode.REPEATED, fields), list);
        }
        Field inner = Field.struct(entries.name(), FieldMode.REPEATED, fields);
        return new SourceColumn(
                Field.struct(node.name(), mode(node), List.of(inner)),
                unlessNull(value, pack(List.of(new SourceColumn(inner, list)))));
    }

    private SourceColumn single(ParquetNode node, String value, Optional<Field> hint, int depth) {
        if (!node.children().isEmpty()) {
            List<Field> hints = hint.map(Field::fields).orElse(List.of());
            List<SourceColumn> columns = node.children().stream()
                    .map(child -> column(child, "(" + value + ")." + DuckDbNames.quote(child.name()), hints, depth + 1))
                    .toList();
            List<Field> fields = columns.stream().map(SourceColumn::field).toList();
            return new SourceColumn(Field.struct(node.name(), mode(node), fields), unlessNull(value, pack(columns)));
        }
        if (node.convertedType().equals("DECIMAL") || node.logicalType().startsWith("Decimal")) {
            return decimal(node, value, hint);
        }
        FieldType type = type(node);
        Field field = Field.of(node.name(), type, mode(node));
        boolean converts = type == FieldType.INT64
                || type == FieldType.FLOAT64
                || type == FieldType.TIMESTAMP
                || type == FieldType.BYTES;
        return new SourceColumn(field, converts ? "CAST(" + value + " AS " + DuckDbNames.type(field) + ")" : value);
    }

    private SourceColumn decimal(ParquetNode node, String value, Optional<Field> hint) {
        if (node.precision() > MOST_DECIMAL_DIGITS) {
            throw ApiException.unimplemented("Parquet decimals of more than 38 digits (field " + node.name() + ")");
        }
        FieldType type = decimals.choose(node.precision(), node.scale(), hint);
        Field field = Field.of(node.name(), type, mode(node));
        if (type == FieldType.NUMERIC) {
            return new SourceColumn(field, "CAST(" + value + " AS DECIMAL(38, 9))");
        }
        return new SourceColumn(
                field, node.scale() == 0 ? "CAST(" + value + " AS VARCHAR)" : ColumnConversion.canonicalDecimal(value));
    }

    private FieldType type(ParquetNode node) {
        return switch (node.physicalType()) {
            case "BOOLEAN" -> FieldType.BOOL;
            case "INT96" -> FieldType.TIMESTAMP;
            case "FLOAT", "DOUBLE" -> FieldType.FLOAT64;
            case "INT32", "INT64" -> integerType(node);
            case "BYTE_ARRAY", "FIXED_LEN_BYTE_ARRAY" -> binaryType(node);
            default -> throw unsupported(node);
        };
    }

    private static FieldType integerType(ParquetNode node) {
        if (node.logicalType().contains("NANOS=Nano")) {
            throw unsupported(node);
        }
        if (node.convertedType().startsWith("TIMESTAMP") || node.logicalType().startsWith("Timestamp")) {
            return FieldType.TIMESTAMP;
        }
        if (node.convertedType().startsWith("TIME") || node.logicalType().startsWith("Time")) {
            return FieldType.TIME;
        }
        return node.convertedType().equals("DATE") || node.logicalType().startsWith("Date")
                ? FieldType.DATE
                : FieldType.INT64;
    }

    private FieldType binaryType(ParquetNode node) {
        if (node.convertedType().equals("ENUM") || node.logicalType().startsWith("Enum")) {
            return enumAsString ? FieldType.STRING : FieldType.BYTES;
        }
        if (node.convertedType().equals("JSON") || node.logicalType().startsWith("Json")) {
            return FieldType.JSON;
        }
        return node.convertedType().equals("UTF8") || node.logicalType().startsWith("String")
                ? FieldType.STRING
                : FieldType.BYTES;
    }

    private static FieldMode mode(ParquetNode node) {
        return node.isRequired() ? FieldMode.REQUIRED : FieldMode.NULLABLE;
    }

    private static String pack(List<SourceColumn> columns) {
        return columns.stream()
                .map(column -> DuckDbNames.quote(column.field().name()) + " := " + column.sql())
                .collect(Collectors.joining(", ", "struct_pack(", ")"));
    }

    private static String unlessNull(String value, String otherwise) {
        return "CASE WHEN " + value + " IS NULL THEN NULL ELSE " + otherwise + " END";
    }

    private static ApiException unsupported(ParquetNode node) {
        return ApiException.invalid("Unsupported Parquet type of column " + node.name() + ": " + node.physicalType()
                + " " + node.logicalType());
    }

    private static boolean isTrue(JsonObject json, String key) {
        return json.has(key) && json.get(key).getAsBoolean();
    }
}
