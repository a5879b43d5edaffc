package dev.landfall.localcloud.bigquery.engine;

import dev.landfall.localcloud.bigquery.schema.DuckDbNames;
import dev.landfall.localcloud.bigquery.schema.Field;
import dev.landfall.localcloud.bigquery.schema.FieldMode;
import dev.landfall.localcloud.bigquery.schema.TableSchema;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Rows and logical bytes of a table. Bytes follow BigQuery's table of data type sizes, averaged over the first rows, so
 * they are an estimate for a large table.
 *
 * @see <a href="https://cloud.google.com/bigquery/pricing#data">Data size calculation</a>
 */
public record TableSize(long rows, long bytes) {
    private static final int SAMPLE_ROWS = 2048;

    /** @param relation a quoted DuckDB table */
    public static TableSize measure(Session session, String relation, TableSchema schema) {
        return session.query(
                "SELECT (SELECT count(*) FROM " + relation + "), " + sampled(relation, schema),
                result -> result.next()
                        ? new TableSize(result.getLong(1), Math.round(result.getLong(1) * result.getDouble(2)))
                        : new TableSize(0, 0));
    }

    /** The average size of a row of these columns, over the first rows. */
    public static double sampledRowBytes(Session session, String relation, TableSchema columns) {
        return session.query("SELECT " + sampled(relation, columns), result -> result.next() ? result.getDouble(1) : 0);
    }

    private static String sampled(String relation, TableSchema columns) {
        return "avg(" + rowBytes(columns) + ") FROM (SELECT * FROM " + relation + " LIMIT " + SAMPLE_ROWS + ")";
    }

    /** The size of one row of these columns, as a DuckDB expression. */
    public static String rowBytes(TableSchema columns) {
        return rowBytes(columns.fields(), "");
    }

    private static String rowBytes(List<Field> fields, String parent) {
        return fields.isEmpty()
                ? "0"
                : fields.stream()
                        .map(field -> fieldBytes(field, parent + DuckDbNames.quote(field.name())))
                        .collect(Collectors.joining(" + "));
    }

    private static String fieldBytes(Field field, String value) {
        if (field.mode() == FieldMode.REPEATED) {
            String element = fieldBytes(field.withMode(FieldMode.NULLABLE), "element");
            return "coalesce(list_sum(list_transform(" + value + ", lambda element: " + element + ")), 0)";
        }
        String size = switch (field.type()) {
            case STRING, BIGNUMERIC, JSON -> "2 + strlen(CAST(" + value + " AS VARCHAR))";
            case BYTES -> "2 + octet_length(" + value + ")";
            case NUMERIC -> "16";
            case BOOL -> "1";
            case STRUCT -> rowBytes(field.fields(), value + ".");
            case INT64, FLOAT64, TIMESTAMP, DATE, TIME, DATETIME -> "8";
        };
        return "CASE WHEN " + value + " IS NULL THEN 0 ELSE " + size + " END";
    }
}
