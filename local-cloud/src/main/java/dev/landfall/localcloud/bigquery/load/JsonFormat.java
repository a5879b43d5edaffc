package dev.landfall.localcloud.bigquery.load;

import dev.landfall.localcloud.bigquery.engine.Session;
import dev.landfall.localcloud.bigquery.schema.DuckDbNames;
import dev.landfall.localcloud.bigquery.schema.Field;
import dev.landfall.localcloud.bigquery.schema.FieldMode;
import dev.landfall.localcloud.bigquery.schema.FieldType;
import dev.landfall.localcloud.bigquery.schema.TableSchema;
import dev.landfall.localcloud.http.ApiException;
import java.util.List;
import java.util.stream.Collectors;

/** Newline-delimited JSON: one object per line; an unknown key fails unless the job ignores unknown values. */
final class JsonFormat implements SourceFormat {
    private static final long MOST_ROW_BYTES = 100L << 20;

    private final boolean ignoresUnknown;

    JsonFormat(LoadConfiguration configuration) {
        this.ignoresUnknown = configuration.flag("ignoreUnknownValues");
    }

    @Override
    public boolean describesItself() {
        return false;
    }

    @Override
    public TableSchema schema(Session session, SourceFile file, TableSchema hint) {
        throw ApiException.unimplemented("schema detection for JSON; give the job a schema or load into a table");
    }

    @Override
    public SourceRows open(Session session, SourceFile file, TableSchema schema) {
        String relation = "read_json_objects(["
                + DuckDbNames.text(file.content().toString())
                + "], format = 'newline_delimited', compression = '" + Compression.of(file)
                + "', maximum_object_size = " + Math.min(MOST_ROW_BYTES, Math.max(1L << 20, file.size() * 2)) + ")";
        String object = "(SELECT CASE json_type(json) WHEN 'OBJECT' THEN " + known("json", schema.fields(), "")
                + " WHEN 'ARRAY' THEN error('Start of array encountered without start of object.')"
                + " ELSE error('Value encountered without start of object.') END AS json FROM " + relation + ")";
        return new SourceRows(
                object,
                schema.fields().stream()
                        .map(field -> new SourceColumn(
                                field.withMode(
                                        field.mode() == FieldMode.REPEATED ? FieldMode.REPEATED : FieldMode.NULLABLE),
                                value("json", field, field.name(), 0)))
                        .toList());
    }

    private String value(String object, Field field, String path, int depth) {
        String member = "json_extract(" + object + ", " + DuckDbNames.text("$.\"" + field.name() + "\"") + ")";
        if (field.mode() != FieldMode.REPEATED) {
            return single(member, field, path, depth);
        }
        String element = "e" + depth;
        return "CASE coalesce(json_type(" + member + "), 'NULL') WHEN 'NULL' THEN [] WHEN 'ARRAY' THEN"
                + " list_transform(CAST(" + member + " AS JSON[]), lambda " + element + ": "
                + single(element, field.withMode(FieldMode.NULLABLE), path, depth + 1)
                + ") ELSE error(" + DuckDbNames.text("Nonarray value specified for repeated field: " + path)
                + ") END";
    }

    private String single(String json, Field field, String path, int depth) {
        String type = "json_type(" + json + ")";
        if (field.type() == FieldType.JSON) {
            return "CASE WHEN " + type + " = 'NULL' THEN NULL ELSE " + json + " END";
        }
        if (field.type() == FieldType.STRUCT) {
            String checked = known(json, field.fields(), path + ".");
            String pack = field.fields().stream()
                    .map(child -> DuckDbNames.quote(child.name()) + " := "
                            + value(json, child, path + "." + child.name(), depth + 1))
                    .collect(Collectors.joining(", ", "struct_pack(", ")"));
            return "CASE WHEN coalesce(" + type + ", 'NULL') = 'NULL' THEN NULL WHEN " + type
                    + " = 'OBJECT' AND (" + checked + ") IS NOT NULL THEN " + pack + " ELSE error("
                    + DuckDbNames.text("Cannot convert value to a record. Field: " + path) + ") END";
        }
        return "CASE WHEN " + type + " IN ('ARRAY', 'OBJECT') THEN error("
                + DuckDbNames.text("Array or object specified for scalar field: " + path) + ") ELSE "
                + TextValue.sql("json_extract_string(" + json + ", '$')", field, path) + " END";
    }

    /** The object itself, once it is sure that every key of it is a field. */
    private String known(String object, List<Field> fields, String prefix) {
        if (ignoresUnknown) {
            return object;
        }
        String names = fields.stream()
                .map(field -> DuckDbNames.text(field.name()))
                .collect(Collectors.joining(", ", "[", "]"));
        String unknown = "list_filter(json_keys(" + object + "), lambda k: NOT list_contains(" + names + ", k))";
        return "CASE WHEN len(" + unknown + ") > 0 THEN error(" + DuckDbNames.text("No such field: " + prefix) + " || "
                + unknown + "[1] || '.') ELSE " + object + " END";
    }
}
