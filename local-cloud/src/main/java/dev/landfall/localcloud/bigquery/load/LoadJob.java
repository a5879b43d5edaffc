package dev.landfall.localcloud.bigquery.load;

import com.google.gson.JsonObject;
import dev.landfall.localcloud.bigquery.catalog.Catalog;
import dev.landfall.localcloud.bigquery.catalog.Change;
import dev.landfall.localcloud.bigquery.catalog.Table;
import dev.landfall.localcloud.bigquery.catalog.TableLocks;
import dev.landfall.localcloud.bigquery.engine.ColumnConversion;
import dev.landfall.localcloud.bigquery.engine.Engine;
import dev.landfall.localcloud.bigquery.engine.EngineException;
import dev.landfall.localcloud.bigquery.engine.Session;
import dev.landfall.localcloud.bigquery.engine.TableSize;
import dev.landfall.localcloud.bigquery.job.JobControl;
import dev.landfall.localcloud.bigquery.job.JobOutcome;
import dev.landfall.localcloud.bigquery.job.JobWork;
import dev.landfall.localcloud.bigquery.job.Operation;
import dev.landfall.localcloud.bigquery.job.Passage;
import dev.landfall.localcloud.bigquery.schema.DuckDbNames;
import dev.landfall.localcloud.bigquery.schema.Field;
import dev.landfall.localcloud.bigquery.schema.TableSchema;
import dev.landfall.localcloud.http.ApiException;
import dev.landfall.localcloud.storage.ObjectCatalog;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

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
        List<SourceFile> files = SourceUris.expand(configuration.sourceUris(), objects);
        Optional<HivePartitioning> partitioning =
                HivePartitioning.parse(configuration.hivePartitioningOptions().orElse(null), files);
        SourceFormat format = format();
        try (TableLocks.Held held = catalog.locks().lock(configuration.destination());
                Session session = engine.session()) {
            control.attach(session);
            try (Change change = catalog.change(session)) {
                JobOutcome outcome = load(control, change, files, format, partitioning);
                control.check();
                change.commit();
                return outcome;
            } finally {
                control.detach();
            }
        }
    }

    private JobOutcome load(
            JobControl control,
            Change change,
            List<SourceFile> files,
            SourceFormat format,
            Optional<HivePartitioning> partitioning) {
        Session session = change.session();
        Destination destination = new Destination(catalog, change, configuration);
        Optional<Table> existing = destination.existing();
        Optional<TableSchema> present = destination.replacesSchema() ? Optional.empty() : existing.map(Table::schema);
        TableSchema columns = columns(session, files, format, partitioning, present);
        Table table =
                destination.prepare(existing, columns, configuration.schema().isPresent());
        long rows = 0;
        for (SourceFile file : files) {
            control.check();
            TableSchema input = format.describesItself() ? table.schema() : columns;
            rows += insert(session, table, input, file, format, partitioning);
        }
        change.put(table.touched(catalog.now()));
        return outcome(session, table, files, rows);
    }

    /** The columns that the job brings: its own schema, else the last file's, else the table's, and the Hive keys. */
    private TableSchema columns(
            Session session,
            List<SourceFile> files,
            SourceFormat format,
            Optional<HivePartitioning> partitioning,
            Optional<TableSchema> present) {
        TableSchema hint = configuration.schema().or(() -> present).orElse(new TableSchema(List.of()));
        TableSchema columns;
        if (configuration.schema().isPresent()) {
            columns = configuration.schema().get();
        } else if (format.describesItself() || present.isEmpty()) {
            if (!format.describesItself() && !configuration.flag("autodetect")) {
                throw ApiException.invalid("No schema specified on job or table.");
            }
            SourceFile last = SourceUris.alphabeticallyLast(files);
            columns = reading(last, () -> format.schema(session, last, hint));
        } else {
            columns = present.get();
        }
        List<Field> all = new ArrayList<>(columns.fields());
        for (Field key : partitioning.map(HivePartitioning::keys).orElse(List.of())) {
            if (columns.find(key.name()).isEmpty()) {
                all.add(key);
            } else if (configuration.schema().isEmpty() && (format.describesItself() || present.isEmpty())) {
                throw ApiException.invalid("The partition key " + key.name() + " is also a column of the files.");
            }
        }
        return new TableSchema(all);
    }

    private long insert(
            Session session,
            Table table,
            TableSchema input,
            SourceFile file,
            SourceFormat format,
            Optional<HivePartitioning> partitioning) {
        return reading(file, () -> {
            List<SourceColumn> constants =
                    partitioning.map(keys -> keys.columns(file)).orElse(List.of());
            SourceRows rows = format.open(session, file, withoutKeys(input, constants));
            List<SourceColumn> columns = new ArrayList<>(rows.columns());
            columns.addAll(constants);
            checkNothingIsLost(table, columns);
            String values = table.schema().fields().stream()
                    .map(field -> value(field, columns))
                    .collect(Collectors.joining(", "));
            return session.update("INSERT INTO " + DuckDbNames.table(table.name()) + " SELECT " + values + " FROM "
                    + rows.relation());
        });
    }

    private static TableSchema withoutKeys(TableSchema schema, List<SourceColumn> constants) {
        return new TableSchema(schema.fields().stream()
                .filter(field ->
                        constants.stream().noneMatch(key -> key.field().name().equalsIgnoreCase(field.name())))
                .toList());
    }

    private void checkNothingIsLost(Table table, List<SourceColumn> columns) {
        for (SourceColumn column : columns) {
            if (table.schema().find(column.field().name()).isEmpty() && !configuration.flag("ignoreUnknownValues")) {
                throw ApiException.invalid("No such field: " + column.field().name() + ".");
            }
        }
    }

    private static String value(Field field, List<SourceColumn> columns) {
        return columns.stream()
                .filter(column -> column.field().name().equalsIgnoreCase(field.name()))
                .findFirst()
                .map(column -> ColumnConversion.sql(column.sql(), column.field(), field))
                .orElseGet(() -> ColumnConversion.missing(field));
    }

    private SourceFormat format() {
        return switch (configuration.sourceFormat()) {
            case "AVRO" -> new AvroFormat(configuration);
            case "PARQUET" -> new ParquetFormat(configuration);
            case "CSV" -> new CsvFormat(configuration);
            case "NEWLINE_DELIMITED_JSON" -> new JsonFormat(configuration);
            default -> throw ApiException.unimplemented("loading files of format " + configuration.sourceFormat());
        };
    }

    /** Runs what reads a file; whatever fails is the file's fault and says so. */
    private static <T> T reading(SourceFile file, Reading<T> reading) {
        try {
            return reading.read();
        } catch (EngineException e) {
            throw fault(file, String.valueOf(e.getMessage()));
        } catch (ApiException e) {
            throw e.reason().equals("invalid") && e.location().isEmpty()
                    ? fault(file, String.valueOf(e.getMessage()))
                    : e;
        }
    }

    private static ApiException fault(SourceFile file, String problem) {
        String start = "Error while reading data, error message: ";
        String readable = problem.replace(file.content().toString(), file.uri());
        return new ApiException(
                400,
                "invalid",
                (readable.startsWith(start) ? readable : start + readable) + " File: " + file.uri(),
                file.uri());
    }

    /** Something that reads a file. */
    @FunctionalInterface
    private interface Reading<T> {
        T read();
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
