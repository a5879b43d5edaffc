package dev.landfall.localcloud.bigquery.load;

import dev.landfall.localcloud.bigquery.catalog.Table;
import dev.landfall.localcloud.bigquery.engine.ColumnConversion;
import dev.landfall.localcloud.bigquery.engine.EngineException;
import dev.landfall.localcloud.bigquery.engine.Session;
import dev.landfall.localcloud.bigquery.schema.DuckDbNames;
import dev.landfall.localcloud.bigquery.schema.Field;
import dev.landfall.localcloud.bigquery.schema.TableSchema;
import dev.landfall.localcloud.http.ApiException;
import dev.landfall.localcloud.storage.ObjectCatalog;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The files that a load job or an external table reads, and how. */
final class SourceFiles {
    private final LoadConfiguration configuration;
    private final List<SourceFile> files;
    private final SourceFormat format;
    private final Optional<HivePartitioning> partitioning;

    private SourceFiles(LoadConfiguration configuration, List<SourceFile> files) {
        this.configuration = configuration;
        this.files = files;
        this.format = format(configuration);
        this.partitioning =
                HivePartitioning.parse(configuration.hivePartitioningOptions().orElse(null), files);
    }

    /** @throws ApiException if a URI names nothing, or something asked for is not implemented */
    static SourceFiles find(LoadConfiguration configuration, ObjectCatalog objects) {
        return new SourceFiles(configuration, SourceUris.expand(configuration.sourceUris(), objects));
    }

    List<SourceFile> list() {
        return files;
    }

    /** The columns that the job brings: its own schema, else the last file's, else the table's, and the Hive keys. */
    TableSchema columns(Session session, Optional<TableSchema> present) {
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
        checkDistinct(all);
        return new TableSchema(all);
    }

    /** Names of columns are compared without regard to case (BigQuery, "Column names"). */
    private static void checkDistinct(List<Field> fields) {
        Map<String, String> seen = new HashMap<>();
        for (Field field : fields) {
            String other = seen.put(field.name().toLowerCase(Locale.ROOT), field.name());
            if (other != null) {
                throw ApiException.invalid(
                        "Duplicate(Case Insensitive) field names: " + other + " and " + field.name() + ".");
            }
        }
    }

    /**
     * Inserts the rows of all files.
     *
     * @param columns what {@link #columns} answered
     * @param before runs before each file
     */
    long insert(Session session, Table table, TableSchema columns, Runnable before) {
        TableSchema input = format.describesItself() ? table.schema() : columns;
        long rows = 0;
        for (SourceFile file : files) {
            before.run();
            rows += insert(session, table, input, file);
        }
        return rows;
    }

    private long insert(Session session, Table table, TableSchema input, SourceFile file) {
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

    private static SourceFormat format(LoadConfiguration configuration) {
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
}
