package dev.landfall.localcloud.bigquery.load;

import dev.landfall.localcloud.bigquery.engine.Session;
import dev.landfall.localcloud.bigquery.schema.DuckDbNames;
import dev.landfall.localcloud.bigquery.schema.Field;
import dev.landfall.localcloud.bigquery.schema.FieldMode;
import dev.landfall.localcloud.bigquery.schema.FieldType;
import dev.landfall.localcloud.bigquery.schema.TableSchema;
import dev.landfall.localcloud.http.ApiException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** CSV: columns by position, every value read as text first and then by BigQuery's rules. */
final class CsvFormat implements SourceFormat {
    /** No line may be longer than BigQuery's largest row; DuckDB's own limit is 2 MB. */
    private static final long MOST_LINE_BYTES = 100L << 20;

    private static final long LEAST_BUFFER_BYTES = 1L << 20;
    /** More than gzip gains on a text of rows. */
    private static final long COMPRESSION_FACTOR = 32;

    private final LoadConfiguration configuration;

    CsvFormat(LoadConfiguration configuration) {
        this.configuration = configuration;
        String encoding = configuration.text("encoding", "UTF-8");
        if (!encoding.equalsIgnoreCase("UTF-8") && !encoding.equalsIgnoreCase("UTF8")) {
            throw ApiException.unimplemented("CSV in encoding " + encoding);
        }
    }

    @Override
    public boolean describesItself() {
        return false;
    }

    @Override
    public TableSchema schema(Session session, SourceFile file, TableSchema hint) {
        throw ApiException.unimplemented("schema detection for CSV; give the job a schema or load into a table");
    }

    @Override
    public SourceRows open(Session session, SourceFile file, TableSchema schema) {
        List<SourceColumn> columns = new ArrayList<>();
        for (Field field : schema.fields()) {
            if (field.type() == FieldType.STRUCT || field.mode() == FieldMode.REPEATED) {
                throw ApiException.invalid("Cannot load CSV data with a nested schema. Field: " + field.name());
            }
            String text = singleLine(DuckDbNames.quote(field.name()), field);
            columns.add(new SourceColumn(field.withMode(FieldMode.NULLABLE), TextValue.sql(text, field, field.name())));
        }
        return new SourceRows(relation(file, schema), columns);
    }

    private String singleLine(String column, Field field) {
        return configuration.flag("allowQuotedNewlines")
                ? column
                : "CASE WHEN contains(" + column + ", chr(10)) THEN error("
                        + DuckDbNames.text("Missing close double quote (\") character, or allowQuotedNewlines is not"
                                + " set. Field: " + field.name())
                        + ") ELSE " + column + " END";
    }

    private String relation(SourceFile file, TableSchema schema) {
        String names = schema.fields().stream()
                .map(field -> DuckDbNames.text(field.name()) + ": 'VARCHAR'")
                .collect(Collectors.joining(", ", "{", "}"));
        String quote = DuckDbNames.text(configuration.text("quote", "\""));
        return "read_csv([" + DuckDbNames.text(file.content().toString()) + "], auto_detect = false, header = false"
                + ", columns = " + names
                + ", skip = " + configuration.number("skipLeadingRows", 0)
                + ", delim = " + DuckDbNames.text(delimiter())
                + ", quote = " + quote + ", escape = " + quote
                + ", nullstr = " + DuckDbNames.text(configuration.text("nullMarker", ""))
                + ", allow_quoted_nulls = false"
                + ", compression = '" + Compression.of(file) + "'"
                + ", max_line_size = " + longestLine(file)
                + ", buffer_size = " + (longestLine(file) + 1)
                + ", strict_mode = true, null_padding = false, hive_partitioning = false)";
    }

    /** A buffer must hold the longest line, and no line is longer than its file. */
    private static long longestLine(SourceFile file) {
        return Math.min(MOST_LINE_BYTES, Math.max(LEAST_BUFFER_BYTES, file.size() * COMPRESSION_FACTOR));
    }

    private String delimiter() {
        String delimiter = configuration.text("fieldDelimiter", ",");
        return delimiter.equals("\\t") || delimiter.equals("tab") ? "\t" : delimiter;
    }
}
