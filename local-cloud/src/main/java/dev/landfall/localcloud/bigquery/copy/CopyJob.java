package dev.landfall.localcloud.bigquery.copy;

import com.google.gson.JsonObject;
import dev.landfall.localcloud.bigquery.catalog.Catalog;
import dev.landfall.localcloud.bigquery.catalog.Change;
import dev.landfall.localcloud.bigquery.catalog.PartitionSpec;
import dev.landfall.localcloud.bigquery.catalog.Table;
import dev.landfall.localcloud.bigquery.catalog.TableLocks;
import dev.landfall.localcloud.bigquery.copy.CopyConfiguration.Place;
import dev.landfall.localcloud.bigquery.engine.Engine;
import dev.landfall.localcloud.bigquery.engine.Session;
import dev.landfall.localcloud.bigquery.engine.TableSize;
import dev.landfall.localcloud.bigquery.job.JobControl;
import dev.landfall.localcloud.bigquery.job.JobOutcome;
import dev.landfall.localcloud.bigquery.job.JobWork;
import dev.landfall.localcloud.bigquery.job.Operation;
import dev.landfall.localcloud.bigquery.job.Passage;
import dev.landfall.localcloud.bigquery.schema.DuckDbNames;
import dev.landfall.localcloud.bigquery.schema.Field;
import dev.landfall.localcloud.http.ApiException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** One copy job: the rows of tables, or of partitions of them, into one table, all or none. */
public final class CopyJob implements JobWork {
    /** What a new table takes from its source; labels and what encrypts it are its own. */
    private static final List<String> COPIED = List.of(
            "description",
            "friendlyName",
            "timePartitioning",
            "rangePartitioning",
            "clustering",
            "requirePartitionFilter",
            "tableConstraints");

    private final Engine engine;
    private final Catalog catalog;
    private final CopyConfiguration configuration;

    /** @throws ApiException if the configuration asks for what cannot be */
    public CopyJob(Engine engine, Catalog catalog, String project, JsonObject configuration) {
        this.engine = engine;
        this.catalog = catalog;
        this.configuration = CopyConfiguration.parse(project, configuration);
    }

    @Override
    public JobOutcome run(JobControl control) {
        Place destination = configuration.destination();
        catalog.requireDataset(
                destination.table().project(), destination.table().dataset());
        try (Passage.Underway copying = control.enter(Operation.copy(destination.table()));
                TableLocks.Held held = catalog.locks().lock(destination.table());
                Session session = engine.session()) {
            control.attach(session);
            try (Change change = catalog.change(session)) {
                JobOutcome outcome = copy(change);
                control.check();
                change.commit();
                return outcome;
            } finally {
                control.detach();
            }
        }
    }

    private JobOutcome copy(Change change) {
        List<Table> sources = configuration.sources().stream()
                .map(source -> catalog.requireTable(source.table()))
                .toList();
        Table first = sources.get(0);
        for (Table source : sources) {
            checkSame(first, source);
        }
        Table target = target(change, first);
        Optional<String> partition = configuration.destination().partition();
        long rows = 0;
        for (int i = 0; i < sources.size(); i++) {
            String select = select(configuration.sources().get(i), sources.get(i));
            if (partition.isPresent()) {
                checkPartition(change.session(), select, target, partition.get());
            }
            rows += change.session()
                    .update("INSERT INTO " + DuckDbNames.table(target.name()) + " (" + columns(first) + ") " + select);
        }
        change.put(target.touched(catalog.now()));
        return outcome(change.session(), target, rows);
    }

    private Table target(Change change, Table source) {
        Place place = configuration.destination();
        Optional<Table> existing = catalog.table(place.table());
        if (existing.isEmpty() && !configuration.createsIfNeeded()) {
            throw ApiException.notFound("Not found: Table " + place.table().restId());
        }
        boolean replaces = configuration.writeDisposition().equals("WRITE_TRUNCATE")
                && place.partition().isEmpty();
        if (existing.isEmpty() || replaces) {
            Table made = new Table(place.table(), source.schema(), properties(source), catalog.now(), catalog.now());
            if (existing.isPresent()
                    && configuration.sources().stream()
                            .anyMatch(read -> read.table().equals(place.table()))) {
                throw ApiException.invalid("A table cannot be copied onto itself: " + place);
            }
            change.create(made);
            return made;
        }
        Table table = existing.get();
        checkSame(source, table);
        String rows = DuckDbNames.table(table.name())
                + place.partition()
                        .map(id -> " WHERE " + partitioning(table, id).isIn(id))
                        .orElse("");
        if (configuration.writeDisposition().equals("WRITE_TRUNCATE")) {
            change.session().update("DELETE FROM " + rows);
        } else if (configuration.writeDisposition().equals("WRITE_EMPTY")
                && change.session().number("SELECT count(*) FROM " + rows) > 0) {
            throw new ApiException(409, "duplicate", "Already Exists: Table " + place);
        }
        return table;
    }

    private JsonObject properties(Table source) {
        JsonObject properties = new JsonObject();
        COPIED.stream()
                .filter(source.properties()::has)
                .forEach(key -> properties.add(key, source.properties().get(key)));
        configuration.encryption().ifPresent(key -> properties.add("encryptionConfiguration", key));
        return properties;
    }

    /** Columns and partitioning must be the same. */
    private static void checkSame(Table one, Table other) {
        boolean columns =
                one.schema().fields().size() == other.schema().fields().size()
                        && one.schema().fields().stream()
                                .allMatch(field -> other.schema()
                                        .find(field.name())
                                        .filter(same -> DuckDbNames.type(same).equals(DuckDbNames.type(field)))
                                        .isPresent());
        if (!columns) {
            throw ApiException.invalid(
                    "Provided Schema does not match Table " + other.name().restId() + ".");
        }
        for (String key : List.of("timePartitioning", "rangePartitioning")) {
            String wanted = specification(one, key);
            if (!wanted.equals(specification(other, key))) {
                throw ApiException.invalid("Incompatible table partitioning specification. The table "
                        + one.name().restId() + " is partitioned by " + wanted + " and "
                        + other.name().restId() + " by " + specification(other, key));
            }
        }
    }

    private static String specification(Table table, String key) {
        if (!table.properties().has(key)) {
            return "nothing";
        }
        JsonObject spec = table.properties().getAsJsonObject(key);
        return spec.get("type") + " " + spec.get("field") + " " + spec.get("range");
    }

    private static PartitionSpec partitioning(Table table, String partition) {
        PartitionSpec spec = PartitionSpec.of(table)
                .orElseThrow(() -> ApiException.invalid(
                        "The table " + table.name().restId() + " has no partition $" + partition + "."));
        spec.check(partition);
        return spec;
    }

    private static String select(Place source, Table table) {
        return "SELECT " + columns(table) + " FROM " + DuckDbNames.table(table.name())
                + source.partition()
                        .map(id -> " WHERE " + partitioning(table, id).isIn(id))
                        .orElse("");
    }

    private static String columns(Table table) {
        return table.schema().fields().stream()
                .map(Field::name)
                .map(DuckDbNames::quote)
                .collect(Collectors.joining(", "));
    }

    private static void checkPartition(Session session, String select, Table target, String partition) {
        if (session.number("SELECT count(*) FROM (" + select + ") WHERE NOT "
                        + partitioning(target, partition).isIn(partition))
                > 0) {
            throw ApiException.invalid(
                    "Some rows belong to different partitions rather than destination partition " + partition);
        }
    }

    private static JobOutcome outcome(Session session, Table target, long rows) {
        JsonObject copy = new JsonObject();
        copy.addProperty("copiedRows", String.valueOf(rows));
        double rowBytes =
                rows == 0 ? 0 : TableSize.sampledRowBytes(session, DuckDbNames.table(target.name()), target.schema());
        copy.addProperty("copiedLogicalBytes", String.valueOf(Math.round(rows * rowBytes)));
        JsonObject statistics = new JsonObject();
        statistics.add("copy", copy);
        return new JobOutcome(statistics, Optional.empty());
    }
}
