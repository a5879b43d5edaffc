package dev.landfall.localcloud.bigquery.load;

import com.google.gson.JsonObject;
import dev.landfall.localcloud.bigquery.catalog.Catalog;
import dev.landfall.localcloud.bigquery.catalog.Change;
import dev.landfall.localcloud.bigquery.catalog.Table;
import dev.landfall.localcloud.bigquery.catalog.TableLocks;
import dev.landfall.localcloud.bigquery.engine.Engine;
import dev.landfall.localcloud.bigquery.engine.Session;
import dev.landfall.localcloud.bigquery.engine.TableSize;
import dev.landfall.localcloud.bigquery.job.JobControl;
import dev.landfall.localcloud.bigquery.job.JobOutcome;
import dev.landfall.localcloud.bigquery.job.JobWork;
import dev.landfall.localcloud.bigquery.job.Operation;
import dev.landfall.localcloud.bigquery.job.Passage;
import dev.landfall.localcloud.bigquery.schema.DuckDbNames;
import dev.landfall.localcloud.bigquery.schema.TableSchema;
import dev.landfall.localcloud.http.ApiException;
import dev.landfall.localcloud.storage.ObjectCatalog;
import java.util.List;
import java.util.Optional;

/**
 * One load job: all files into one table in one transaction, so that others see all of their rows at once or, if one
 * file is bad, none.
 */
public final class LoadJob implements JobWork {
    private final Engine engine;
    private final Catalog catalog;
    private final ObjectCatalog objects;
    private final LoadConfiguration configuration;

    /** @throws ApiException if the configuration asks for what cannot be */
    public LoadJob(Engine engine, Catalog catalog, ObjectCatalog objects, String project, JsonObject configuration) {
        this.engine = engine;
        this.catalog = catalog;
        this.objects = objects;
        this.configuration = new LoadConfiguration(project, configuration);
    }

    @Override
    public JobOutcome run(JobControl control) {
        try (Passage.Underway loading = control.enter(Operation.load(configuration.destination()))) {
            return load(control);
        }
    }

    private JobOutcome load(JobControl control) {
        SourceFiles files = SourceFiles.find(configuration, objects);
        try (TableLocks.Held held = catalog.locks().lock(configuration.destination());
                Session session = engine.session()) {
            control.attach(session);
            try (Change change = catalog.change(session)) {
                JobOutcome outcome = load(control, change, files);
                control.check();
                change.commit();
                return outcome;
            } finally {
                control.detach();
            }
        }
    }

    private JobOutcome load(JobControl control, Change change, SourceFiles files) {
        Session session = change.session();
        Destination destination = new Destination(catalog, change, configuration);
        Optional<Table> existing = destination.existing();
        Optional<TableSchema> present = destination.replacesSchema() ? Optional.empty() : existing.map(Table::schema);
        TableSchema columns = files.columns(session, present);
        Table table =
                destination.prepare(existing, columns, configuration.schema().isPresent());
        long elsewhere = destination.rowsElsewhere(table);
        long rows = files.insert(session, table, columns, control::check);
        destination.checkPartition(table, elsewhere);
        change.put(table.touched(catalog.now()));
        return outcome(session, table, files.list(), rows);
    }

    private static JobOutcome outcome(Session session, Table table, List<SourceFile> files, long rows) {
        TableSize size = TableSize.measure(session, DuckDbNames.table(table.name()), table.schema());
        long bytes = size.rows() == 0 ? 0 : Math.round((double) size.bytes() * rows / size.rows());
        JsonObject load = new JsonObject();
        load.addProperty("inputFiles", String.valueOf(files.size()));
        load.addProperty(
                "inputFileBytes",
                String.valueOf(files.stream().mapToLong(SourceFile::size).sum()));
        load.addProperty("outputRows", String.valueOf(rows));
        load.addProperty("outputBytes", String.valueOf(bytes));
        load.addProperty("badRecords", "0");
        JsonObject statistics = new JsonObject();
        statistics.add("load", load);
        return new JobOutcome(statistics, Optional.empty());
    }
}
