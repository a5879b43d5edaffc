package dev.landfall.localcloud.bigquery.sql;

import dev.landfall.localcloud.bigquery.schema.TableName;
import dev.landfall.localcloud.bigquery.schema.TableSchema;
import java.util.Optional;

/** What a statement may see of the warehouse while it is translated. Asked again for every statement of a script. */
public interface CatalogView {
    /** The project of the job, for names without one. */
    String defaultProject();

    /** The job's default dataset, for names that are only a table. */
    Optional<String> defaultDataset();

    /** The location that "not found" messages name. */
    default String location() {
        return "US";
    }

    Optional<TableSchema> table(TableName name);

    /** The column by which a table is partitioned. */
    default Optional<String> partitionColumn(TableName name) {
        return Optional.empty();
    }

    boolean datasetExists(String project, String dataset);
}
