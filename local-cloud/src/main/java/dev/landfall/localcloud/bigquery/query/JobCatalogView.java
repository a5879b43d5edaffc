package dev.landfall.localcloud.bigquery.query;

import dev.landfall.localcloud.bigquery.catalog.Catalog;
import dev.landfall.localcloud.bigquery.catalog.PartitionSpec;
import dev.landfall.localcloud.bigquery.catalog.Table;
import dev.landfall.localcloud.bigquery.informationschema.InformationSchema;
import dev.landfall.localcloud.bigquery.schema.TableName;
import dev.landfall.localcloud.bigquery.schema.TableSchema;
import dev.landfall.localcloud.bigquery.sql.CatalogView;
import java.util.Locale;
import java.util.Optional;

/** The catalog as the statements of one job see it. */
record JobCatalogView(Catalog catalog, String defaultProject, Optional<String> defaultDataset, String location)
        implements CatalogView {
    @Override
    public Optional<TableSchema> table(TableName name) {
        if (InformationSchema.isView(name)) {
            boolean region = name.dataset().toLowerCase(Locale.ROOT).startsWith("region-");
            return region || datasetExists(name.project(), name.dataset())
                    ? Optional.of(InformationSchema.schema(name))
                    : Optional.empty();
        }
        return catalog.table(name).map(Table::schema);
    }

    @Override
    public Optional<String> partitionColumn(TableName name) {
        return catalog.table(name).flatMap(PartitionSpec::of).map(PartitionSpec::column);
    }

    @Override
    public boolean datasetExists(String project, String dataset) {
        return catalog.dataset(project, dataset).isPresent();
    }
}
