package dev.landfall.localcloud.bigquery.catalog;

import com.google.gson.JsonObject;
import dev.landfall.localcloud.bigquery.engine.Engine;
import dev.landfall.localcloud.bigquery.engine.Session;
import dev.landfall.localcloud.bigquery.schema.DuckDbNames;
import dev.landfall.localcloud.bigquery.schema.TableName;
import dev.landfall.localcloud.http.ApiException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The datasets and tables that exist. Reads come from memory; a {@link Change} writes to the database first. Expired
 * tables are as if they were not there. Thread-safe; whoever changes a table holds its {@link TableLocks lock}.
 */
public final class Catalog {
    private final Engine engine;
    private final Clock clock;
    private final TableLocks locks = new TableLocks();
    private final TableMeasures measures = new TableMeasures();
    private final Map<String, Dataset> datasets = new ConcurrentHashMap<>();
    private final Map<TableName, Table> tables = new ConcurrentHashMap<>();

    public Catalog(Engine engine, Clock clock) {
        this.engine = engine;
        this.clock = clock;
        try (Session session = engine.session()) {
            MetadataStore.create(session);
            MetadataStore.datasets(session).forEach(dataset -> datasets.put(dataset.restId(), dataset));
            MetadataStore.tables(session).forEach(table -> tables.put(table.name(), table));
        }
    }

    public TableLocks locks() {
        return locks;
    }

    /** Now, to the millisecond as the REST API shows it. */
    public Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    public Optional<Dataset> dataset(String project, String id) {
        return Optional.ofNullable(datasets.get(project + ":" + id));
    }

    /** @throws ApiException 404 notFound */
    public Dataset requireDataset(String project, String id) {
        return dataset(project, id)
                .orElseThrow(() -> ApiException.notFound("Not found: Dataset " + project + ":" + id));
    }

    public List<Dataset> datasets(String project) {
        return datasets.values().stream()
                .filter(dataset -> dataset.project().equals(project))
                .sorted(Comparator.comparing(Dataset::id))
                .toList();
    }

    public Optional<Table> table(TableName name) {
        return Optional.ofNullable(tables.get(name)).filter(table -> !table.expiredAt(clock.instant()));
    }

    /** @throws ApiException 404 notFound, for the dataset if that is what is missing */
    public Table requireTable(TableName name) {
        requireDataset(name.project(), name.dataset());
        return table(name).orElseThrow(() -> ApiException.notFound("Not found: Table " + name.restId()));
    }

    public List<Table> tables(String project, String dataset) {
        return tables.values().stream()
                .filter(table -> table.name().project().equals(project)
                        && table.name().dataset().equals(dataset)
                        && !table.expiredAt(clock.instant()))
                .sorted(Comparator.comparing(table -> table.name().table()))
                .toList();
    }

    public synchronized Dataset createDataset(String project, String id, String location, JsonObject properties) {
        if (dataset(project, id).isPresent()) {
            throw new ApiException(409, "duplicate", "Already Exists: Dataset " + project + ":" + id);
        }
        Dataset created = new Dataset(project, id, location, properties, now(), now());
        try (Session session = engine.session()) {
            session.begin();
            session.update("CREATE SCHEMA " + DuckDbNames.schema(project, id));
            MetadataStore.put(session, created);
            session.commit();
        }
        datasets.put(created.restId(), created);
        return created;
    }

    public synchronized Dataset replaceDataset(Dataset dataset) {
        try (Session session = engine.session()) {
            session.begin();
            MetadataStore.put(session, dataset);
            session.commit();
        }
        datasets.put(dataset.restId(), dataset);
        return dataset;
    }

    /** @throws ApiException if it holds tables and {@code deleteContents} is not set */
    public synchronized void dropDataset(String project, String id, boolean deleteContents) {
        Dataset dataset = requireDataset(project, id);
        if (!deleteContents && !tables(project, id).isEmpty()) {
            throw new ApiException(400, "resourceInUse", "Dataset " + dataset.restId() + " is still in use");
        }
        try (Session session = engine.session()) {
            session.begin();
            List<TableName> contents = tables.keySet().stream()
                    .filter(name ->
                            name.project().equals(project) && name.dataset().equals(id))
                    .toList();
            contents.forEach(name -> MetadataStore.remove(session, name));
            session.update("DROP SCHEMA " + DuckDbNames.schema(project, id) + " CASCADE");
            MetadataStore.remove(session, project, id);
            session.commit();
            contents.forEach(tables::remove);
        }
        datasets.remove(dataset.restId());
    }

    /** Whose work was committed, see {@link Authorship}. */
    public Set<String> authors() {
        try (Session session = engine.session()) {
            return MetadataStore.authors(session);
        }
    }

    public void forgetAuthors() {
        try (Session session = engine.session()) {
            MetadataStore.forgetAuthors(session);
        }
    }

    /** Whether there is a table of that name, expired or not. */
    boolean holds(TableName name) {
        return tables.containsKey(name);
    }

    /** What was measured of tables. */
    public TableMeasures measures() {
        return measures;
    }

    /** Begins a change of tables in a session. */
    public Change change(Session session) {
        return new Change(this, session);
    }

    void apply(Map<TableName, Optional<Table>> changes) {
        changes.forEach((name, table) ->
                table.ifPresentOrElse(present -> tables.put(name, present), () -> tables.remove(name)));
    }

    /** Tables that have expired and still take space. */
    public List<Table> expired() {
        return tables.values().stream()
                .filter(table -> table.expiredAt(clock.instant()))
                .toList();
    }
}
