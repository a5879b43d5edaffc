package dev.landfall.cli;

import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.bigquery.BigQueryException;
import com.google.cloud.bigquery.Field;
import com.google.cloud.bigquery.FieldValue;
import com.google.cloud.bigquery.FieldValueList;
import com.google.cloud.bigquery.JobException;
import com.google.cloud.bigquery.QueryJobConfiguration;
import com.google.cloud.bigquery.QueryParameterValue;
import com.google.cloud.bigquery.StandardSQLTypeName;
import com.google.cloud.bigquery.TableResult;
import dev.landfall.core.table.ColumnName;
import dev.landfall.core.table.TableId;
import dev.landfall.core.table.TableSchema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads the rows of one key. Names are quoted identifiers; values travel as query parameters and are never SQL. */
final class RowLookup {
    private static final int MOST_ROWS = 10;

    private final BigQuery bigQuery;

    RowLookup(BigQuery bigQuery) {
        this.bigQuery = bigQuery;
    }

    /** The rows, each by column in the table's order. */
    List<Map<String, @Nullable String>> rows(TableId table, TableSchema schema, RowKey key)
            throws InterruptedException {
        List<String> conditions = new ArrayList<>();
        Map<String, QueryParameterValue> parameters = new LinkedHashMap<>();
        key.values().forEach((column, value) -> {
            String name = "key" + parameters.size();
            conditions.add(column.quoted() + " = @" + name);
            parameters.put(name, parameter(table, schema, column, value));
        });
        String sql = "SELECT * FROM " + table.quoted() + " WHERE " + String.join(" AND ", conditions) + " LIMIT "
                + MOST_ROWS;
        try {
            return rows(bigQuery.query(QueryJobConfiguration.newBuilder(sql)
                    .setNamedParameters(parameters)
                    .build()));
        } catch (BigQueryException | JobException e) {
            throw new UserError(
                    "BigQuery refused to look for " + key.values() + " in " + table + ": " + e.getMessage());
        }
    }

    private static QueryParameterValue parameter(TableId table, TableSchema schema, ColumnName column, String value) {
        StandardSQLTypeName type = schema.column(column)
                .map(found -> StandardSQLTypeName.valueOf(found.type().kind().name()))
                .orElseThrow(() -> new UserError("Table " + table + " has no column " + column
                        + ", which its spec names as a key: apply a spec that fits"));
        return QueryParameterValue.newBuilder().setType(type).setValue(value).build();
    }

    private static List<Map<String, @Nullable String>> rows(TableResult result) {
        List<Field> fields = Objects.requireNonNull(result.getSchema()).getFields();
        List<Map<String, @Nullable String>> rows = new ArrayList<>();
        for (FieldValueList values : result.iterateAll()) {
            Map<String, @Nullable String> row = new LinkedHashMap<>();
            for (int i = 0; i < fields.size(); i++) {
                row.put(fields.get(i).getName(), text(fields.get(i), values.get(i)));
            }
            rows.add(row);
        }
        return rows;
    }

    private static @Nullable String text(Field field, FieldValue value) {
        if (value.isNull()) {
            return null;
        }
        boolean instant = field.getType().getStandardType() == StandardSQLTypeName.TIMESTAMP
                && value.getAttribute() == FieldValue.Attribute.PRIMITIVE;
        return instant ? value.getTimestampInstant().toString() : String.valueOf(value.getValue());
    }
}
