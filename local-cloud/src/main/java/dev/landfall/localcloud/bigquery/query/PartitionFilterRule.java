package dev.landfall.localcloud.bigquery.query;

import com.google.gson.JsonElement;
import dev.landfall.localcloud.bigquery.catalog.PartitionSpec;
import dev.landfall.localcloud.bigquery.catalog.Table;
import dev.landfall.localcloud.bigquery.sql.TableRead;
import dev.landfall.localcloud.http.ApiException;
import java.util.Optional;

/** {@code require_partition_filter}. */
final class PartitionFilterRule {
    private PartitionFilterRule() {}

    /** @throws ApiException invalidQuery if the table asks for a filter and the statement has none */
    static void check(Table table, TableRead read) {
        JsonElement required = table.properties().get("requirePartitionFilter");
        Optional<PartitionSpec> spec = PartitionSpec.of(table);
        if (required != null
                && !required.isJsonNull()
                && required.getAsBoolean()
                && spec.isPresent()
                && read.partitions().isEmpty()) {
            throw new ApiException(
                    400,
                    "invalidQuery",
                    "Cannot query over table '" + table.name() + "' without a filter over column(s) '"
                            + spec.get().column() + "' that can be used for partition elimination",
                    "query");
        }
    }
}
