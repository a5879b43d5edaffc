package dev.landfall.localcloud.bigquery.schema;

/** A fully qualified table. Dataset and table names are case-sensitive in BigQuery. */
public record TableName(String project, String dataset, String table) {
    /** {@code project.dataset.table}, the form of GoogleSQL. */
    @Override
    public String toString() {
        return project + "." + dataset + "." + table;
    }

    /** {@code project:dataset.table}, the form of the REST API's ids and error messages. */
    public String restId() {
        return project + ":" + dataset + "." + table;
    }
}
