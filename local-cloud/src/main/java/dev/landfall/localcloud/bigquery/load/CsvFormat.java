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

/** CSV: columns by position or by the header's names, every value read as text first and then by BigQuery's rules. */
final class CsvFormat implements SourceFormat {
    /** No line may be longer than BigQuery's largest row; DuckDB's own limit is 2 MB. */
    private static final long MOST_LINE_BYTES = 100L << 20;

    private static final long LEAST_BUFFER_BYTES = 1L << 20;
    /** More than gzip gains on a text of rows. */
    private static final long COMPRESSION_FACTOR = 32;

    /** BigQuery looks at so many rows to detect a schema. */
    private static final int DETECTION_ROWS = 500;

    private final LoadConfiguration configuration;
    private final boolean byName;

    CsvFormat(LoadConfiguration configuration) {
        this.configuration = configuration;
        this.byName = matchesByName(configuration);
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
        if (configuration.number("skipLeadingRows", 0) < 1) {
            throw ApiException.unimplemented(
                    "schema detection for CSV without a header (skipLeadingRows of at least 1)");
        }
        List<String> names = header(file);
        String relation = relation(file, names);
        List<Field> fields = new ArrayList<>();
        for (String name : names) {
            FieldType type = CsvDetection.type(session, relation, DuckDbNames.quote(name), DETECTION_ROWS);
            fields.add(Field.of(name, type, FieldMode.NULLABLE));
        }
        return new TableSchema(fields);
    }

    @Override
    public SourceRows open(Session session, SourceFile file, TableSchema schema) {
        List<String> names = byName
                ? header(file)
                : schema.fields().stream().map(Field::name).toList();
        List<SourceColumn> columns = new ArrayList<>();
        for (String name : names) {
            Field field = schema.find(name).orElse(Field.of(name, FieldType.STRING, FieldMode.NULLABLE));
            if (field.type() == FieldType.STRUCT || field.mode() == FieldMode.REPEATED) {
                throw ApiException.invalid("Cannot load CSV data with a nested schema. Field: " + field.name());
            }
            String text = singleLine(DuckDbNames.quote(name), field);
            columns.add(new SourceColumn(field.withMode(FieldMode.NULLABLE), TextValue.sql(text, field, field.name())));
        }
        return new SourceRows(relation(file, names), columns);
    }

    /** Without a word on it: by name if the schema was detected, else by position. */
    private static boolean matchesByName(LoadConfiguration configuration) {
        String match = configuration.text("sourceColumnMatch", "");
        return switch (match) {
            case "NAME" -> true;
            case "POSITION" -> false;
            case "", "SOURCE_COLUMN_MATCH_UNSPECIFIED" ->
                configuration.flag("autodetect") && configuration.schema().isEmpty();
            default -> throw ApiException.invalid("Invalid sourceColumnMatch: " + match);
        };
    }

    private List<String> header(SourceFile file) {
        long skipped = configuration.number("skipLeadingRows", 0);
        if (skipped < 1) {
            throw ApiException.invalid("Matching columns by name needs a header: skipLeadingRows must be at least 1.");
        }
        String quote = configuration.text("quote", "\"");
        char quoting = quote.isEmpty() ? Character.MIN_VALUE : quote.charAt(0);
        return CsvHeader.read(file, skipped, delimiter().charAt(0), quoting).stream()
                .map(name -> name.replaceAll("[^\\p{L}\\p{N}_]", "_"))
                .toList();
    }

    private String singleLine(String column, Field field) {
        return configuration.flag("allowQuotedNewlines")
                ? column
                : "CASE WHEN contains(" + column + ", chr(10)) THEN error("
                        + DuckDbNames.text("Missing close double quote (\") character, or allowQuotedNewlines is not"
                                + " set. Field: " + field.name())
                        + ") ELSE " + column + " END";
    }

    private String relation(SourceFile file, List<String> columns) {
        String names = columns.stream()
                .map(name -> DuckDbNames.text(name) + ": 'VARCHAR'")
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
