package dev.landfall.localcloud.bigquery.load;

import com.google.gson.JsonObject;
import dev.landfall.localcloud.bigquery.catalog.Catalog;
import dev.landfall.localcloud.bigquery.catalog.Table;
import dev.landfall.localcloud.bigquery.catalog.TableLocks;
import dev.landfall.localcloud.bigquery.engine.Session;
import dev.landfall.localcloud.bigquery.schema.DuckDbNames;
import dev.landfall.localcloud.bigquery.schema.TableName;
import dev.landfall.localcloud.bigquery.schema.TableSchema;
import dev.landfall.localcloud.http.ApiException;
import dev.landfall.localcloud.storage.ObjectCatalog;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Tables whose rows are files. Their files are read anew for every statement, as load jobs read them, into the DuckDB
 * table of that name.
 */
public final class ExternalTables {
    private static final String KEY = "externalDataConfiguration";
    private static final List<String> COPIED = List.of(
            "sourceFormat",
            "sourceUris",
            "schema",
            "autodetect",
            "ignoreUnknownValues",
            "maxBadRecords",
            "hivePartitioningOptions",
            "decimalTargetTypes",
            "parquetOptions",
            "referenceFileSchemaUri",
            "fileSetSpecType",
            "jsonExtension");

    /** Where columns are declared, others of such files are not read (REST, "ExternalDataConfiguration"). */
    private static final Set<String> DESCRIBE_THEMSELVES = Set.of("AVRO", "PARQUET", "ORC");

    private final Catalog catalog;
    private final ObjectCatalog objects;

    public ExternalTables(Catalog catalog, ObjectCatalog objects) {
        this.catalog = catalog;
        this.objects = objects;
    }

    public static boolean isExternal(Table table) {
        return table.properties().has(KEY);
    }

    /**
     * The columns that an external table has.
     *
     * @param declared by the statement or resource that defines it; empty if the files tell
     */
    public TableSchema schema(Session session, TableName name, JsonObject external, Optional<TableSchema> declared) {
        LoadConfiguration configuration = configuration(name, external);
        SourceFiles files = SourceFiles.find(configuration, objects);
        return files.columns(session, declared);
    }

    /** Reads the files of the external tables among these, as they are now. */
    public void prepare(Session session, Set<TableName> tables) {
        for (TableName name : tables) {
            Optional<Table> table = catalog.table(name).filter(ExternalTables::isExternal);
            if (table.isPresent()) {
                try (TableLocks.Held held = catalog.locks().lock(name)) {
                    read(session, table.get());
                }
            }
        }
    }

    private void read(Session session, Table table) {
        LoadConfiguration configuration =
                configuration(table.name(), table.properties().getAsJsonObject(KEY));
        SourceFiles files = SourceFiles.find(configuration, objects);
        boolean own = !session.inTransaction();
        if (own) {
            session.begin();
        }
        try {
            session.update("DELETE FROM " + DuckDbNames.table(table.name()));
            files.insert(session, table, table.schema(), () -> {});
            if (own) {
                session.commit();
            }
        } finally {
            if (own) {
                session.rollback();
            }
        }
    }

    /** As a load job would be told. */
    private static LoadConfiguration configuration(TableName name, JsonObject external) {
        JsonObject load = new JsonObject();
        COPIED.stream().filter(external::has).forEach(key -> load.add(key, external.get(key)));
        for (String options : List.of("csvOptions", "avroOptions")) {
            if (external.has(options)) {
                external.getAsJsonObject(options)
                        .entrySet()
                        .forEach(entry -> load.add(entry.getKey(), entry.getValue()));
            }
        }
        if (external.has("hivePartitioningOptions")
                && external.getAsJsonObject("hivePartitioningOptions").has("requirePartitionFilter")
                && external.getAsJsonObject("hivePartitioningOptions")
                        .get("requirePartitionFilter")
                        .getAsBoolean()) {
            throw ApiException.unimplemented("requirePartitionFilter of external tables");
        }
        if (external.has("schema") && DESCRIBE_THEMSELVES.contains(text(external, "sourceFormat"))) {
            load.addProperty("ignoreUnknownValues", true);
        }
        JsonObject destination = new JsonObject();
        destination.addProperty("projectId", name.project());
        destination.addProperty("datasetId", name.dataset());
        destination.addProperty("tableId", name.table());
        load.add("destinationTable", destination);
        return new LoadConfiguration(name.project(), load);
    }

    private static String text(JsonObject json, String key) {
        return json.has(key) ? json.get(key).getAsString() : "";
    }
}
