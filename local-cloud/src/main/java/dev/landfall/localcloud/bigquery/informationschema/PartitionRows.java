package dev.landfall.localcloud.bigquery.informationschema;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.landfall.localcloud.bigquery.catalog.PartitionSpec;
import dev.landfall.localcloud.bigquery.catalog.Table;
import dev.landfall.localcloud.bigquery.engine.Session;
import dev.landfall.localcloud.bigquery.engine.TableSize;
import dev.landfall.localcloud.bigquery.schema.DuckDbNames;
import java.util.Optional;

/** The partitions that hold rows; a table without partitions is one row without an id. */
final class PartitionRows {
    private PartitionRows() {}

    static void add(JsonArray rows, Session session, Table table) {
        if (table.properties().has("externalDataConfiguration")) {
            return;
        }
        Optional<PartitionSpec> spec = PartitionSpec.of(table);
        String id = spec.map(by -> by.id("first")).orElse("CAST(NULL AS VARCHAR)");
        String first = spec.map(PartitionSpec::first).orElse("1");
        String sql = "SELECT " + id + ", count(*), coalesce(sum(size), 0) FROM (SELECT " + first + " AS first, "
                + TableSize.rowBytes(table.schema()) + " AS size FROM " + DuckDbNames.table(table.name()) + ")"
                + (spec.isPresent() ? " GROUP BY first ORDER BY first" : "");
        session.query(sql, result -> {
            while (result.next()) {
                JsonObject row = TableRows.of(table);
                row.addProperty("partition_id", result.getString(1));
                row.addProperty("total_rows", result.getLong(2));
                row.addProperty("total_logical_bytes", result.getLong(3));
                row.addProperty("last_modified_time", table.modified().toString());
                row.addProperty("storage_tier", "ACTIVE");
                rows.add(row);
            }
            return rows;
        });
    }
}
