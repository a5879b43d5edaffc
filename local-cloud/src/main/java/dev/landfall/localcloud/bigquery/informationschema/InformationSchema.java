package dev.landfall.localcloud.bigquery.informationschema;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import dev.landfall.localcloud.bigquery.catalog.Catalog;
import dev.landfall.localcloud.bigquery.catalog.Dataset;
import dev.landfall.localcloud.bigquery.catalog.Table;
import dev.landfall.localcloud.bigquery.engine.Session;
import dev.landfall.localcloud.bigquery.job.Jobs;
import dev.landfall.localcloud.bigquery.schema.DuckDbNames;
import dev.landfall.localcloud.bigquery.schema.Field;
import dev.landfall.localcloud.bigquery.schema.FieldMode;
import dev.landfall.localcloud.bigquery.schema.TableName;
import dev.landfall.localcloud.bigquery.schema.TableSchema;
import dev.landfall.localcloud.bigquery.sql.SqlException;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The views of {@code INFORMATION_SCHEMA}. A view is named as the table {@code INFORMATION_SCHEMA.<view>} of a dataset,
 * or of a region, which stands for all datasets. Thread-safe.
 */
public final class InformationSchema {
    private static final String REGION = "region-";

    private final Catalog catalog;
    private final Jobs jobs;

    public InformationSchema(Catalog catalog, Jobs jobs) {
        this.catalog = catalog;
        this.jobs = jobs;
    }

    public static boolean isView(TableName name) {
        return View.isViewName(name);
    }

    /**
     * The columns of a view.
     *
     * @throws SqlException if there is no such view here
     */
    public static TableSchema schema(TableName view) {
        return require(view).schema();
    }

    /** Makes the views among these tables readable for the statements of a session, as they are now. */
    public void prepare(Session session, Set<TableName> tables) {
        tables.stream().filter(InformationSchema::isView).forEach(view -> materialize(session, view));
    }

    private void materialize(Session session, TableName name) {
        View view = require(name);
        JsonArray rows = rows(session, name, view);
        rows.forEach(row -> complete(row.getAsJsonObject(), view.schema().fields()));
        Field row = Field.struct("r", FieldMode.REPEATED, view.schema().fields());
        session.update("CREATE OR REPLACE TEMP TABLE " + DuckDbNames.quote(name.toString())
                + " AS SELECT r.* FROM (SELECT unnest(CAST(CAST(" + DuckDbNames.text(rows.toString()) + " AS JSON) AS "
                + DuckDbNames.type(row) + ")) AS r)");
    }

    /** DuckDB wants every field of a struct to be there. */
    private static void complete(JsonObject row, List<Field> fields) {
        for (Field field : fields) {
            JsonElement value = row.get(field.name());
            if (value == null) {
                row.add(field.name(), JsonNull.INSTANCE);
            } else if (value.isJsonObject()) {
                complete(value.getAsJsonObject(), field.fields());
            } else if (value.isJsonArray()) {
                value.getAsJsonArray().forEach(item -> complete(item.getAsJsonObject(), field.fields()));
            }
        }
    }

    private JsonArray rows(Session session, TableName name, View view) {
        JsonArray rows = new JsonArray();
        switch (view) {
            case JOBS -> JobRows.add(rows, jobs.all(name.project()));
            case SCHEMATA -> datasets(name).forEach(dataset -> rows.add(schemata(dataset)));
            default ->
                datasets(name).stream()
                        .flatMap(dataset -> catalog.tables(dataset.project(), dataset.id()).stream())
                        .forEach(table -> add(rows, view, session, table));
        }
        return rows;
    }

    private static void add(JsonArray rows, View view, Session session, Table table) {
        switch (view) {
            case TABLES -> rows.add(TableRows.table(table));
            case TABLE_OPTIONS -> OptionRows.add(rows, table);
            case COLUMNS -> TableRows.columns(rows, table);
            case PARTITIONS -> PartitionRows.add(rows, session, table);
            case TABLE_CONSTRAINTS -> KeyRows.constraints(rows, table);
            case KEY_COLUMN_USAGE -> KeyRows.keyColumns(rows, table);
            case CONSTRAINT_COLUMN_USAGE -> KeyRows.constraintColumns(rows, table);
            case JOBS, SCHEMATA -> throw new IllegalStateException(view + " is not about tables");
        }
    }

    private List<Dataset> datasets(TableName view) {
        if (view.dataset().isEmpty() || view.dataset().toLowerCase(Locale.ROOT).startsWith(REGION)) {
            return catalog.datasets(view.project());
        }
        return catalog.dataset(view.project(), view.dataset()).stream().toList();
    }

    private static JsonObject schemata(Dataset dataset) {
        JsonObject row = new JsonObject();
        row.addProperty("catalog_name", dataset.project());
        row.addProperty("schema_name", dataset.id());
        row.addProperty("creation_time", dataset.created().toString());
        row.addProperty("last_modified_time", dataset.modified().toString());
        row.addProperty("location", dataset.location());
        return row;
    }

    private static View require(TableName name) {
        return View.of(name).orElseThrow(() -> SqlException.notImplemented(name.table()));
    }
}
