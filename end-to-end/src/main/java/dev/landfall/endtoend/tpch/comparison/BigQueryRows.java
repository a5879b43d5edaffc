package dev.landfall.endtoend.tpch.comparison;

import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.bigquery.Field;
import com.google.cloud.bigquery.FieldList;
import com.google.cloud.bigquery.FieldValue;
import com.google.cloud.bigquery.FieldValueList;
import com.google.cloud.bigquery.LegacySQLTypeName;
import com.google.cloud.bigquery.QueryJobConfiguration;
import com.google.cloud.bigquery.TableId;
import com.google.cloud.bigquery.TableResult;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** All rows of a BigQuery table in key order, page by page. */
public final class BigQueryRows implements Iterator<ComparedRow> {
    private final ComparedColumns columns;
    private final FieldList fields;
    private final Iterator<FieldValueList> rows;

    private BigQueryRows(ComparedColumns columns, FieldList fields, Iterator<FieldValueList> rows) {
        this.columns = columns;
        this.fields = fields;
        this.rows = rows;
    }

    /** Runs the query. */
    public static BigQueryRows open(BigQuery bigQuery, TableId table, ComparedColumns columns)
            throws InterruptedException {
        String name = (table.getProject() == null ? "" : '`' + table.getProject() + "`.") + '`' + table.getDataset()
                + "`.`" + table.getTable() + '`';
        TableResult result = bigQuery.query(
                QueryJobConfiguration.newBuilder(columns.query(name)).build());
        FieldList fields = Objects.requireNonNull(result.getSchema(), "A query result has a schema")
                .getFields();
        return new BigQueryRows(columns, fields, result.iterateAll().iterator());
    }

    @Override
    public boolean hasNext() {
        return rows.hasNext();
    }

    @Override
    public ComparedRow next() {
        FieldValueList row = rows.next();
        List<@Nullable String> values = new ArrayList<>();
        for (int i = 0; i < columns.columns().size(); i++) {
            FieldValue value = row.get(i);
            values.add(value.isNull() ? null : canonical(columns.columns().get(i), fields.get(i), value));
        }
        return new ComparedRow(values);
    }

    private static String canonical(ComparedColumn column, Field field, FieldValue value) {
        if (field.getType().equals(LegacySQLTypeName.TIMESTAMP)) {
            Instant instant = Instant.EPOCH.plus(value.getTimestampValue(), ChronoUnit.MICROS);
            return ComparedType.timestamp(LocalDateTime.ofInstant(instant, ZoneOffset.UTC));
        }
        return column.type().render(value.getStringValue());
    }
}
