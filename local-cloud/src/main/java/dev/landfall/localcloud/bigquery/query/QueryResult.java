package dev.landfall.localcloud.bigquery.query;

import com.google.gson.JsonObject;
import dev.landfall.localcloud.bigquery.catalog.Table;
import dev.landfall.localcloud.bigquery.schema.TableName;
import dev.landfall.localcloud.bigquery.schema.TableSchema;
import java.time.Instant;

/**
 * The rows that a query answered with.
 *
 * @param table the name under which the client can list the rows: an anonymous table, or the query's destination
 * @param rowSource where the rows are
 */
public record QueryResult(TableName table, RowSource rowSource, long rows, Instant created) {
    public TableSchema schema() {
        return rowSource.schema();
    }

    /** The anonymous table as {@code tables.get} shows it. */
    public Table asTable() {
        return new Table(table, schema(), new JsonObject(), created, created);
    }
}
