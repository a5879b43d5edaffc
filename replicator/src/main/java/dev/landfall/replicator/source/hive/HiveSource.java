package dev.landfall.replicator.source.hive;

import dev.landfall.core.table.TableId;
import dev.landfall.replicator.delta.Delta;
import dev.landfall.replicator.delta.DeltaHistory;
import dev.landfall.replicator.delta.Extraction;
import dev.landfall.replicator.delta.PartSink;
import dev.landfall.replicator.failure.ReplicationException;
import dev.landfall.replicator.format.RollingParts;
import dev.landfall.replicator.format.RowSchema;
import dev.landfall.replicator.format.RowType;
import dev.landfall.replicator.pipeline.HiveSourceConfig;
import dev.landfall.replicator.source.DeltaSource;
import dev.landfall.replicator.source.PartSettings;
import dev.landfall.replicator.window.Window;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A Hive or Impala table, read by windows of its watermark column. The window's end is the server's clock, taken before
 * the query. Times are read as text, so no time zone of this machine or of a driver can touch them.
 */
public final class HiveSource implements DeltaSource {
    private static final int FETCH_ROWS = 1_000;

    private final TableId target;
    private final HiveSourceConfig config;
    private final PartSettings settings;
    private final HiveQueries queries;
    private final HiveSession session;
    private @Nullable List<HiveColumn> columns;

    /** Connects when first asked something. */
    public HiveSource(TableId target, HiveSourceConfig config, PartSettings settings) {
        this.target = target;
        this.config = config;
        this.settings = settings;
        this.queries = new HiveQueries(config.table(), config.watermark());
        this.session = new HiveSession(config.connection());
    }

    @Override
    public Optional<Delta> discover(DeltaHistory history) {
        return reading("read", () -> {
            List<HiveColumn> shape = columns();
            Optional<Window> window = config.windows().next(history.watermark(target), clock());
            return window.map(range -> Delta.ofRows(target, range, queries.rows(shape, range)));
        });
    }

    private LocalDateTime clock() throws SQLException {
        try (Statement statement = session.connection().createStatement();
                ResultSet results = statement.executeQuery(queries.clock())) {
            results.next();
            return TimestampText.parse(results.getString(1));
        }
    }

    private List<HiveColumn> columns() throws SQLException {
        List<HiveColumn> known = columns;
        if (known == null) {
            try (Statement statement = session.connection().createStatement();
                    ResultSet results = statement.executeQuery(queries.shape())) {
                known = HiveColumns.of(config.table(), results.getMetaData());
            }
            checkWatermark(known);
            columns = known;
        }
        return known;
    }

    private void checkWatermark(List<HiveColumn> shape) {
        HiveColumn watermark = shape.stream()
                .filter(column -> column.name().value().equalsIgnoreCase(config.watermark().value()))
                .findFirst()
                .orElseThrow(() -> ReplicationException.source("Table " + config.table()
                        + " has no column " + config.watermark() + ", which should be its watermark; it has: "
                        + shape.stream().map(column -> column.name().value()).toList()));
        if (watermark.carried().type() != RowType.TIMESTAMP) {
            throw ReplicationException.source("Watermark column " + config.watermark() + " of table " + config.table()
                    + " is of type " + watermark.carried().type()
                    + ", but a watermark needs a TIMESTAMP: name another column or read a view with one");
        }
    }

    @Override
    public Extraction extract(Delta delta, PartSink parts) {
        return reading("read delta " + delta.id() + " of", () -> {
            Window window = delta.rowWindow();
            List<HiveColumn> shape = columns();
            RowSchema schema = new RowSchema(
                    recordName(), shape.stream().map(HiveColumn::carried).toList());
            try (RollingParts rolling = new RollingParts(
                            schema,
                            config.format(),
                            settings.partBytes(),
                            delta.sequence(),
                            settings.folder(),
                            parts);
                    Statement statement = session.connection().createStatement()) {
                statement.setFetchSize(FETCH_ROWS);
                copy(statement, queries.rows(shape, window), shape, rolling);
            }
            return leftOut(window, schema.avroJson(config.format()));
        });
    }

    private static void copy(Statement statement, String query, List<HiveColumn> shape, RollingParts parts)
            throws SQLException, IOException {
        ColumnReader[] readers = shape.stream().map(ColumnReader::of).toArray(ColumnReader[]::new);
        @Nullable Object[] values = new Object[readers.length];
        try (ResultSet results = statement.executeQuery(query)) {
            while (results.next()) {
                for (int i = 0; i < readers.length; i++) {
                    values[i] = readers[i].read(results, i + 1);
                }
                parts.write(values);
            }
        }
        parts.finish();
    }

    private Extraction leftOut(Window window, String schema) throws SQLException {
        try (Statement statement = session.connection().createStatement();
                ResultSet results = statement.executeQuery(queries.leftOut(window))) {
            results.next();
            return new Extraction(results.getLong(1), results.getLong(2), schema);
        }
    }

    /** Avro's record names know fewer letters than table names. */
    private String recordName() {
        String name = config.table().table().value();
        return Character.isDigit(name.charAt(0)) ? "_" + name : name;
    }

    @FunctionalInterface
    private interface Reading<T> {
        T take() throws SQLException, IOException;
    }

    private <T> T reading(String action, Reading<T> reading) {
        try {
            return reading.take();
        } catch (SQLException | IOException | IllegalArgumentException e) {
            throw ReplicationException.source(
                    "Could not " + action + " table " + config.table() + " on connection "
                            + config.connection().name() + ": " + e.getMessage(),
                    e);
        }
    }

    @Override
    public void close() {
        session.close();
    }
}
