package dev.landfall.localcloud.bigquery.rest;

import dev.landfall.localcloud.bigquery.catalog.Catalog;
import dev.landfall.localcloud.bigquery.engine.Engine;
import dev.landfall.localcloud.bigquery.job.Jobs;
import dev.landfall.localcloud.bigquery.query.ResultStore;
import dev.landfall.localcloud.bigquery.schema.TableName;
import dev.landfall.localcloud.http.Router;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** All routes of the service. */
public final class BigQueryRoutes {
    private BigQueryRoutes() {}

    /**
     * @param ids makes the unique part of job ids that the server chooses
     * @param updates is told of every change of a table's metadata, and may refuse it
     */
    public static Router router(
            Engine engine,
            Catalog catalog,
            ResultStore results,
            Jobs jobs,
            JobFactory factory,
            String location,
            Supplier<String> ids,
            Consumer<TableName> updates) {
        Router router = new Router();
        JobRoutes jobRoutes = new JobRoutes(jobs, factory, location, ids);
        // Some clients put the service's path below the host that they are given, some take the host as the base.
        for (String prefix : new String[] {"/bigquery/v2", ""}) {
            new DatasetRoutes(catalog, location).register(router, prefix);
            new TableRoutes(engine, catalog, results, factory.externalTables(), location, updates)
                    .register(router, prefix);
            jobRoutes.register(router, prefix);
            new QueryRoutes(engine, jobs, factory, jobRoutes, location, ids).register(router, prefix);
        }
        return router;
    }
}
