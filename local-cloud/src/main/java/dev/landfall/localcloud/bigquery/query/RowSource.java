package dev.landfall.localcloud.bigquery.query;

import dev.landfall.localcloud.bigquery.schema.DuckDbNames;
import dev.landfall.localcloud.bigquery.schema.Field;
import dev.landfall.localcloud.bigquery.schema.FieldType;
import dev.landfall.localcloud.bigquery.schema.TableSchema;
import java.util.stream.Collectors;

/**
 * A DuckDB relation to page through.
 *
 * @param relation quoted
 * @param dense whether nothing was ever deleted from it, so that row numbers are {@code rowid}s and a page costs nothing
 */
public record RowSource(String relation, TableSchema schema, boolean dense) {
    /** The statement that reads one page, in an order that stays. */
    public String page(long start, long rows) {
        String columns = schema.fields().stream().map(RowSource::column).collect(Collectors.joining(", "));
        String from = "SELECT " + columns + " FROM " + relation;
        return dense
                ? from + " WHERE rowid >= " + start + " AND rowid < " + (start + rows) + " ORDER BY rowid"
                : from + " ORDER BY rowid LIMIT " + rows + " OFFSET " + start;
    }

    /** The driver reads a zoneless time through the JVM's zone, which has gaps: hence as text. */
    private static String column(Field field) {
        String column = DuckDbNames.quote(field.name());
        return hasDatetime(field)
                ? "CAST(" + column + " AS " + DuckDbNames.type(withoutDatetime(field)) + ") AS " + column
                : column;
    }

    private static boolean hasDatetime(Field field) {
        return field.type() == FieldType.DATETIME || field.fields().stream().anyMatch(RowSource::hasDatetime);
    }

    private static Field withoutDatetime(Field field) {
        return switch (field.type()) {
            case DATETIME -> Field.of(field.name(), FieldType.STRING, field.mode());
            case STRUCT ->
                Field.struct(
                        field.name(),
                        field.mode(),
                        field.fields().stream().map(RowSource::withoutDatetime).toList());
            default -> field;
        };
    }
}
