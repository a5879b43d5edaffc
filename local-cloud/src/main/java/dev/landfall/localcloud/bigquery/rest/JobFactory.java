package dev.landfall.localcloud.bigquery.rest;

import com.google.gson.JsonObject;
import dev.landfall.localcloud.bigquery.catalog.Catalog;
import dev.landfall.localcloud.bigquery.copy.CopyJob;
import dev.landfall.localcloud.bigquery.engine.Engine;
import dev.landfall.localcloud.bigquery.informationschema.InformationSchema;
import dev.landfall.localcloud.bigquery.job.JobWork;
import dev.landfall.localcloud.bigquery.load.ExternalTables;
import dev.landfall.localcloud.bigquery.load.LoadJob;
import dev.landfall.localcloud.bigquery.query.QueryJob;
import dev.landfall.localcloud.bigquery.query.ResultStore;
import dev.landfall.localcloud.bigquery.sql.Translator;
import dev.landfall.localcloud.http.ApiException;
import dev.landfall.localcloud.storage.ObjectCatalog;

/** Makes the work of a job from its configuration. */
public final class JobFactory {
    private final Engine engine;
    private final Catalog catalog;
    private final InformationSchema views;
    private final ResultStore results;
    private final Translator translator;
    private final ObjectCatalog objects;
    private final String location;

    public JobFactory(
            Engine engine,
            Catalog catalog,
            InformationSchema views,
            ResultStore results,
            Translator translator,
            ObjectCatalog objects,
            String location) {
        this.engine = engine;
        this.catalog = catalog;
        this.views = views;
        this.results = results;
        this.translator = translator;
        this.objects = objects;
        this.location = location;
    }

    /** Adds {@code jobType} to the configuration on the way. */
    JobWork work(String project, JsonObject configuration) {
        if (configuration.has("load")) {
            configuration.addProperty("jobType", "LOAD");
            return new LoadJob(engine, catalog, objects, project, configuration.getAsJsonObject("load"));
        }
        if (configuration.has("query")) {
            configuration.addProperty("jobType", "QUERY");
            return query(project, configuration.getAsJsonObject("query"));
        }
        if (configuration.has("copy")) {
            configuration.addProperty("jobType", "COPY");
            return new CopyJob(engine, catalog, project, configuration.getAsJsonObject("copy"));
        }
        if (configuration.has("extract")) {
            throw ApiException.unimplemented("extract jobs");
        }
        throw ApiException.invalid("Required parameter is missing: configuration.load or configuration.query");
    }

    ExternalTables externalTables() {
        return new ExternalTables(catalog, objects);
    }

    QueryJob query(String project, JsonObject query) {
        return new QueryJob(engine, catalog, views, externalTables(), results, translator, project, location, query);
    }
}
