package dev.landfall.localcloud.bigquery.load;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.landfall.localcloud.bigquery.catalog.Catalog;
import dev.landfall.localcloud.bigquery.catalog.Change;
import dev.landfall.localcloud.bigquery.catalog.PartitionSpec;
import dev.landfall.localcloud.bigquery.catalog.SchemaEvolution;
import dev.landfall.localcloud.bigquery.catalog.Table;
import dev.landfall.localcloud.bigquery.catalog.TableProperties;
import dev.landfall.localcloud.bigquery.schema.DuckDbNames;
import dev.landfall.localcloud.bigquery.schema.Field;
import dev.landfall.localcloud.bigquery.schema.FieldMode;
import dev.landfall.localcloud.bigquery.schema.TableName;
import dev.landfall.localcloud.bigquery.schema.TableSchema;
import dev.landfall.localcloud.http.ApiException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The table of a load job: made, emptied or widened inside the job's change, as the dispositions say. */
final class Destination {
    private final Catalog catalog;
    private final Change change;
    private final LoadConfiguration configuration;
    private final TableName name;

    Destination(Catalog catalog, Change change, LoadConfiguration configuration) {
        this.catalog = catalog;
        this.change = change;
        this.configuration = configuration;
        this.name = configuration.destination();
    }

    /** The table as it is before the job. */
    Optional<Table> existing() {
        catalog.requireDataset(name.project(), name.dataset());
        Optional<Table> table = catalog.table(name);
        if (table.isEmpty() && !configuration.createsIfNeeded()) {
            throw ApiException.notFound("Not found: Table " + name.restId());
        }
        return table;
    }

    /** Whether the job replaces rows and schema. */
    boolean replacesSchema() {
        return configuration.writeDisposition() == LoadConfiguration.WriteDisposition.WRITE_TRUNCATE
                && configuration.partition().isEmpty();
    }

    /** The rows beside the partition that the job names. */
    long rowsElsewhere(Table table) {
        return configuration
                .partition()
                .map(partition -> change.session()
                        .number("SELECT count(*) FROM " + DuckDbNames.table(name) + " WHERE NOT "
                                + partitioning(table, partition).isIn(partition)))
                .orElse(0L);
    }

    /** @throws ApiException invalid if the job's rows do not all belong to the partition that it names */
    void checkPartition(Table table, long elsewhereBefore) {
        if (rowsElsewhere(table) != elsewhereBefore) {
            throw ApiException.invalid("Some rows belong to different partitions rather than destination partition "
                    + configuration.partition().orElse(""));
        }
    }

    private static PartitionSpec partitioning(Table table, String partition) {
        PartitionSpec spec = PartitionSpec.of(table)
                .orElseThrow(() -> table.properties().has("timePartitioning")
                        ? ApiException.unimplemented("tables partitioned by ingestion time")
                        : ApiException.invalid("Cannot load into partition $" + partition + " of the table "
                                + table.name().restId() + ", which is not partitioned."));
        spec.check(partition);
        return spec;
    }

    /**
     * Makes the table ready for rows of these columns.
     *
     * @param columns of the job: its schema, else the files'
     * @param given whether the job named its schema itself
     */
    Table prepare(Optional<Table> existing, TableSchema columns, boolean given) {
        if (existing.isEmpty()) {
            return create(columns, configuration.tableProperties());
        }
        Table table = existing.get();
        if (configuration.partition().isPresent()) {
            return preparePartition(table, configuration.partition().get(), columns, given);
        }
        switch (configuration.writeDisposition()) {
            case WRITE_TRUNCATE -> {
                return create(columns, keptProperties(table));
            }
            case WRITE_TRUNCATE_DATA -> change.session().update("DELETE FROM " + DuckDbNames.table(name));
            case WRITE_EMPTY -> {
                if (change.session().number("SELECT count(*) FROM " + DuckDbNames.table(name)) > 0) {
                    throw new ApiException(409, "duplicate", "Already Exists: Table " + name.restId());
                }
            }
            case WRITE_APPEND -> {}
        }
        checkPartitioning(table);
        return widen(table, columns, given);
    }

    private Table preparePartition(Table table, String partition, TableSchema columns, boolean given) {
        String rows = DuckDbNames.table(name) + " WHERE "
                + partitioning(table, partition).isIn(partition);
        switch (configuration.writeDisposition()) {
            case WRITE_TRUNCATE, WRITE_TRUNCATE_DATA -> change.session().update("DELETE FROM " + rows);
            case WRITE_EMPTY -> {
                if (change.session().number("SELECT count(*) FROM " + rows) > 0) {
                    throw new ApiException(
                            409, "duplicate", "Already Exists: Table " + name.restId() + "$" + partition);
                }
            }
            case WRITE_APPEND -> {}
        }
        checkPartitioning(table);
        return widen(table, columns, given);
    }

    private Table create(TableSchema columns, JsonObject properties) {
        TableProperties.check(properties, columns);
        Table table = new Table(name, columns, properties, catalog.now(), catalog.now());
        change.create(table);
        return table;
    }

    /** Overwriting keeps what describes the table, not what constrains or encrypts it. */
    private JsonObject keptProperties(Table table) {
        JsonObject properties = table.properties().deepCopy();
        properties.remove("tableConstraints");
        properties.remove("encryptionConfiguration");
        configuration.tableProperties().entrySet().forEach(entry -> properties.add(entry.getKey(), entry.getValue()));
        return properties;
    }

    private void checkPartitioning(Table table) {
        JsonObject wanted = configuration.tableProperties();
        for (String key : List.of("timePartitioning", "rangePartitioning", "clustering")) {
            if (wanted.has(key)
                    && !sameSpec(wanted.getAsJsonObject(key), table.properties().get(key))) {
                throw ApiException.invalid("Incompatible table partitioning specification. The table " + name.restId()
                        + " has " + key + " " + table.properties().get(key) + ", but the job asks for "
                        + wanted.get(key));
            }
        }
    }

    private static boolean sameSpec(JsonObject wanted, @Nullable JsonElement present) {
        return present != null
                && wanted.entrySet().stream()
                        .allMatch(entry -> entry.getValue()
                                .equals(present.getAsJsonObject().get(entry.getKey())));
    }

    private Table widen(Table table, TableSchema columns, boolean given) {
        TableSchema wanted = merged(table, columns, given);
        SchemaEvolution evolution = SchemaEvolution.between(table, wanted);
        String problem = "Provided Schema does not match Table " + name.restId() + ". ";
        if (evolution.adds() && !configuration.allowsFieldAddition()) {
            throw ApiException.invalid(problem + "Cannot add fields (field: " + firstNew(table, wanted) + ")");
        }
        if (evolution.relaxes() && !configuration.allowsFieldRelaxation()) {
            throw ApiException.invalid(
                    problem + "Field " + firstRelaxed(table, wanted) + " has changed mode from REQUIRED to NULLABLE");
        }
        return evolution.statements().isEmpty() ? table : change.evolve(table, wanted);
    }

    /** The table's columns in their order, changed as the job asks, then the job's new ones. */
    private TableSchema merged(Table table, TableSchema columns, boolean given) {
        List<Field> fields = new ArrayList<>();
        for (Field old : table.schema().fields()) {
            Optional<Field> now = columns.find(old.name());
            if (now.isEmpty() && given && old.mode() == FieldMode.REQUIRED) {
                throw ApiException.invalid("Provided Schema does not match Table " + name.restId() + ". Field "
                        + old.name() + " is missing in new schema");
            }
            fields.add(now.map(field -> merged(old, field)).orElse(old));
        }
        for (Field field : columns.fields()) {
            if (table.schema().find(field.name()).isEmpty() && !configuration.flag("ignoreUnknownValues")) {
                fields.add(optional(field));
            }
        }
        return new TableSchema(fields);
    }

    private Field merged(Field old, Field now) {
        List<Field> children = new ArrayList<>();
        TableSchema given = new TableSchema(now.fields());
        for (Field child : old.fields()) {
            children.add(
                    given.find(child.name()).map(field -> merged(child, field)).orElse(child));
        }
        for (Field child : now.fields()) {
            if (new TableSchema(old.fields()).find(child.name()).isEmpty()) {
                children.add(optional(child));
            }
        }
        boolean stays = old.mode() == FieldMode.NULLABLE && now.mode() == FieldMode.REQUIRED;
        return new Field(
                old.name(),
                now.type(),
                stays ? old.mode() : now.mode(),
                children,
                old.precision(),
                old.scale(),
                old.maxLength(),
                old.description());
    }

    private static Field optional(Field field) {
        return field.mode() == FieldMode.REQUIRED ? field.withMode(FieldMode.NULLABLE) : field;
    }

    private static String firstNew(Table table, TableSchema wanted) {
        return wanted.fields().stream()
                .map(Field::name)
                .filter(field -> table.schema().find(field).isEmpty())
                .findFirst()
                .orElse("a nested field");
    }

    private static String firstRelaxed(Table table, TableSchema wanted) {
        return table.schema().fields().stream()
                .filter(old -> old.mode() == FieldMode.REQUIRED
                        && wanted.find(old.name()).map(Field::mode).orElse(old.mode()) == FieldMode.NULLABLE)
                .map(Field::name)
                .findFirst()
                .orElse("nested");
    }
}
