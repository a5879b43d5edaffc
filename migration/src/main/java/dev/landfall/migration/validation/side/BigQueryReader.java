package dev.landfall.migration.validation.side;

import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.bigquery.BigQueryException;
import com.google.cloud.bigquery.FieldValueList;
import com.google.cloud.bigquery.JobException;
import com.google.cloud.bigquery.QueryJobConfiguration;
import dev.landfall.migration.validation.failure.ValidationException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Queries in BigQuery. */
public final class BigQueryReader implements SqlReader {
    private final BigQuery bigQuery;

    public BigQueryReader(BigQuery bigQuery) {
        this.bigQuery = bigQuery;
    }

    @Override
    public List<List<@Nullable String>> read(String sql) {
        try {
            List<List<@Nullable String>> rows = new ArrayList<>();
            QueryJobConfiguration query =
                    QueryJobConfiguration.newBuilder(sql).setUseLegacySql(false).build();
            for (FieldValueList row : bigQuery.query(query).iterateAll()) {
                List<@Nullable String> values = new ArrayList<>();
                row.forEach(value -> values.add(value.isNull() ? null : value.getStringValue()));
                rows.add(values);
            }
            return rows;
        } catch (BigQueryException | JobException e) {
            throw new ValidationException("BigQuery refused a query: " + e.getMessage() + "\n  The query: " + sql, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ValidationException("The validation was interrupted", e);
        }
    }
}
