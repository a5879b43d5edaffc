package dev.landfall.migration.validation;

import com.google.cloud.bigquery.BigQuery;
import dev.landfall.core.table.ColumnName;
import dev.landfall.core.table.TableId;
import dev.landfall.core.table.TableSpec;
import dev.landfall.core.warehouse.Warehouse;
import dev.landfall.core.warehouse.WarehouseException;
import dev.landfall.core.warehouse.WarehouseTable;
import dev.landfall.migration.validation.comparison.Outcome;
import dev.landfall.migration.validation.comparison.Side;
import dev.landfall.migration.validation.comparison.TableValidation;
import dev.landfall.migration.validation.comparison.ValidationProgress;
import dev.landfall.migration.validation.comparison.ValidationResult;
import dev.landfall.migration.validation.failure.ValidationException;
import dev.landfall.migration.validation.side.BigQueryReader;
import dev.landfall.migration.validation.side.ComparedTable;
import dev.landfall.migration.validation.side.HiveDescription;
import dev.landfall.migration.validation.side.JdbcReader;
import dev.landfall.migration.validation.side.SqlReader;
import dev.landfall.migration.validation.sql.GoogleSql;
import dev.landfall.migration.validation.sql.HiveQl;
import dev.landfall.replicator.failure.ReplicationException;
import dev.landfall.replicator.pipeline.PipelineTable;
import dev.landfall.replicator.source.jdbc.JdbcSession;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Validates tables of a pipeline, one after the other. A table that cannot be compared does not stop the others. */
public final class PipelineValidation {
    private final BigQuery bigQuery;
    private final Warehouse warehouse;
    private final Deliveries deliveries;
    private final ValidationProgress progress;
    private final Clock clock;

    public PipelineValidation(
            BigQuery bigQuery, Warehouse warehouse, Deliveries deliveries, ValidationProgress progress, Clock clock) {
        this.bigQuery = bigQuery;
        this.warehouse = warehouse;
        this.deliveries = deliveries;
        this.progress = progress;
        this.clock = clock;
    }

    /** One result for the table; never throws for what is wrong with a table or an engine. */
    public ValidationResult validate(PipelineTable table, ValidationRequest request) {
        TableId target = table.spec().target();
        Optional<HiveSide> hive = HiveSide.of(table);
        if (hive.isEmpty()) {
            return failed(
                    target,
                    table.source().route(),
                    request,
                    "The source of " + target + " is no Hive table, and only Hive and BigQuery can be asked for"
                            + " digests: if a Hive table shows the same rows, validate with a pipeline file that has it"
                            + " as the source");
        }
        String source = hive.get().table().toString();
        try (JdbcSession session = new JdbcSession(hive.get().connection())) {
            SqlReader reader = new JdbcReader(hive.get().connection().name(), session.connection());
            return compared(table.spec(), hive.get(), reader, request);
        } catch (SQLException e) {
            return failed(
                    target,
                    source,
                    request,
                    "Connection " + hive.get().connection().name() + " cannot be opened: " + e.getMessage());
        } catch (ValidationException | ReplicationException | WarehouseException e) {
            return failed(target, source, request, String.valueOf(e.getMessage()));
        }
    }

    private ValidationResult failed(TableId target, String source, ValidationRequest request, String reason) {
        return ValidationResult.failed(target, source, request.level(), clock.instant(), reason);
    }

    private ValidationResult compared(TableSpec spec, HiveSide hive, SqlReader reader, ValidationRequest request) {
        TableId id = spec.target();
        WarehouseTable target = warehouse
                .table(id)
                .orElseThrow(() -> new ValidationException(
                        "There is no table " + id + " in BigQuery: load it first, or correct the pipeline file"));
        List<ColumnName> keys = spec.keys().isEmpty() ? target.primaryKey() : spec.keys();
        LocalDateTime before = boundary(id, hive, request);
        ComparedTable tables = ComparedTable.of(
                spec,
                keys,
                HiveDescription.read(reader, hive.table()),
                target.schema(),
                new ComparedTable.Place(new HiveQl(), hive.quoted()),
                new ComparedTable.Place(new GoogleSql(), id.quoted()),
                before == null || hive.watermark() == null
                        ? null
                        : new ComparedTable.Freshness(hive.watermark(), before),
                request.choices());
        ValidationResult result = new TableValidation(
                        id,
                        hive.table().toString(),
                        new Side(tables.source(), reader),
                        new Side(tables.target(), new BigQueryReader(bigQuery)),
                        request.level(),
                        request.limits(),
                        progress,
                        clock)
                .run();
        return judged(result, tables);
    }

    /**
     * Rows newer than what was surely delivered are on their way. The overlap is taken off too: rows may still be
     * committed there, and the next delta reads it again.
     */
    private @Nullable LocalDateTime boundary(TableId id, HiveSide hive, ValidationRequest request) {
        if (request.allRows()) {
            return null;
        }
        return request.asOf() != null
                ? request.asOf()
                : deliveries
                        .watermark(id)
                        .map(watermark -> watermark.minus(hive.overlap()))
                        .orElse(null);
    }

    private ValidationResult judged(ValidationResult result, ComparedTable tables) {
        List<String> notes = new ArrayList<>(result.notes());
        notes.addAll(tables.notes());
        Outcome outcome = result.outcome();
        if (!tables.missing().isEmpty()) {
            notes.add("The target lacks columns of the source: " + String.join(", ", tables.missing()));
            outcome = Outcome.DIFFERENT;
        }
        if (!tables.incomparable().isEmpty()) {
            notes.add("No rule compares these columns, so equality cannot be said; leave them out with"
                    + " --ignore-column if that will do: " + String.join(", ", tables.incomparable()));
            outcome = outcome == Outcome.EQUAL ? Outcome.UNDECIDED : outcome;
        }
        long coming = outcome == Outcome.DIFFERENT ? deliveries.filesOnTheirWay(result.target()) : 0;
        if (coming > 0) {
            notes.add(coming + " files landed and are not merged yet, so a difference may be theirs: validate again"
                    + " when 'landfall status' shows no backlog");
            outcome = Outcome.UNDECIDED;
        }
        return result.with(outcome, notes);
    }
}
