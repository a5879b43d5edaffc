package dev.landfall.core.batch;

import dev.landfall.core.landing.LandingPath;
import dev.landfall.core.landing.Layout;
import dev.landfall.core.ledger.BatchRecord;
import dev.landfall.core.table.Column;
import dev.landfall.core.table.ColumnMode;
import dev.landfall.core.table.ColumnName;
import dev.landfall.core.table.ColumnType;
import dev.landfall.core.table.Deletes;
import dev.landfall.core.table.Partitioning;
import dev.landfall.core.table.SchemaPolicy;
import dev.landfall.core.table.TableSchema;
import dev.landfall.core.table.TableSpec;
import dev.landfall.core.table.TypeKind;
import dev.landfall.core.warehouse.LoadJob;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Turns a batch into its load job. CSV and JSON files take the target's types where there is a target, because detected
 * types change from file to file ({@code 007} is no number); only a first file is detected.
 */
public final class LoadJobs {
    private LoadJobs() {}

    /**
     * The job of the batch's current attempt.
     *
     * @param target the target's schema, if there is a target
     */
    public static LoadJob of(BatchRecord batch, TableSpec spec, Optional<TableSchema> target) {
        Layout layout = batch.content().layout();
        return new LoadJob(
                batch.loadJob(),
                batch.staging(),
                batch.content().uris(),
                batch.content().encoding(),
                spec.files().csv(),
                schema(batch, spec, layout, target),
                layout.keys().stream().map(key -> key(key, spec, target)).toList(),
                keyRoot(batch.content().uris().get(0), layout));
    }

    /** True if the job depends on the target's schema. */
    public static boolean needTarget(BatchRecord batch) {
        Layout layout = batch.content().layout();
        return !batch.content().encoding().format().selfDescribing()
                || layout.keys().size() > (layout.carriesSequence() ? 1 : 0);
    }

    private static @Nullable TableSchema schema(
            BatchRecord batch, TableSpec spec, Layout layout, Optional<TableSchema> target) {
        if (batch.content().encoding().format().selfDescribing() || target.isEmpty()) {
            return null;
        }
        List<Column> columns = new ArrayList<>();
        target.get().columns().stream()
                .filter(column -> !column.name().equals(ColumnName.SEQUENCE))
                .filter(column -> !layout.keys().contains(column.name()))
                .map(column -> mayBeNull(column, spec))
                .forEach(columns::add);
        Deletes deletes = spec.merge().deletes();
        if (deletes != null && !target.get().has(deletes.column())) {
            // In the files and not in the target.
            columns.add(Column.nullable(deletes.column().value(), TypeKind.STRING));
        }
        return new TableSchema(columns);
    }

    /**
     * What the target declares NOT NULL is so only until a file of another format brings a NULL, unless its schema is
     * frozen; whether a text file can be loaded must not depend on which of them came first.
     */
    private static Column mayBeNull(Column column, TableSpec spec) {
        return column.mode() == ColumnMode.REQUIRED && spec.merge().schema() == SchemaPolicy.EVOLVE
                ? new Column(column.name(), column.type(), ColumnMode.NULLABLE)
                : column;
    }

    /**
     * A key's type: an integer for the sequence, else the target's, else a date if the target will be partitioned by
     * it, else text.
     */
    private static Column key(ColumnName key, TableSpec spec, Optional<TableSchema> target) {
        if (key.equals(LandingPath.SEQUENCE_KEY)) {
            return Column.nullable(key.value(), TypeKind.INT64);
        }
        ColumnType type = target.flatMap(schema -> schema.column(key))
                .map(Column::type)
                .orElseGet(() -> ColumnType.of(ofPartition(key, spec)));
        return new Column(key, type, ColumnMode.NULLABLE);
    }

    private static TypeKind ofPartition(ColumnName key, TableSpec spec) {
        Partitioning partitioning = spec.partitioning();
        if (partitioning == null || !partitioning.column().equals(key)) {
            return TypeKind.STRING;
        }
        return partitioning.by() == Partitioning.Granularity.HOUR ? TypeKind.TIMESTAMP : TypeKind.DATE;
    }

    /** The bucket of the URI and the root of the layout. */
    private static String keyRoot(String uri, Layout layout) {
        List<String> parts = List.of(uri.split("/", 4));
        return "gs://" + parts.get(2) + "/" + layout.root();
    }
}
