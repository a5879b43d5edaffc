package dev.landfall.localcloud.bigquery.sql;

import dev.landfall.localcloud.bigquery.schema.TableName;
import java.util.Optional;
import java.util.Set;

/**
 * What a statement reads of one table, as far as BigQuery charges for it.
 *
 * @param columns the columns whose bytes count
 * @param rewrites whether the statement updates the table, so that the bytes of all columns count
 * @param partitions which partitions it may touch: a DuckDB condition over {@link #FIRST} and {@link #LAST}, the least
 *     and the greatest value of the partitioning column that a partition can hold, both NULL for the partition of NULLs.
 *     Empty if no predicate of the statement restricts the partitions.
 * @see <a href="https://cloud.google.com/bigquery/docs/reference/standard-sql/dml-syntax">On-demand query size
 *     calculation</a>
 */
public record TableRead(TableName table, Set<String> columns, boolean rewrites, Optional<String> partitions) {
    public static final String FIRST = "\"$first\"";
    public static final String LAST = "\"$last\"";

    public TableRead {
        columns = Set.copyOf(columns);
    }
}
