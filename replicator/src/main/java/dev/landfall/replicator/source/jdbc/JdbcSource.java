package dev.landfall.replicator.source.jdbc;

import dev.landfall.core.table.TableId;
import dev.landfall.replicator.delta.Delta;
import dev.landfall.replicator.delta.DeltaHistory;
import dev.landfall.replicator.delta.Extraction;
import dev.landfall.replicator.delta.PartSink;
import dev.landfall.replicator.extension.DeltaSource;
import dev.landfall.replicator.extension.PartSettings;
import dev.landfall.replicator.failure.ReplicationException;
import dev.landfall.replicator.format.RollingParts;
import dev.landfall.replicator.format.RowColumn;
import dev.landfall.replicator.format.RowSchema;
import dev.landfall.replicator.format.RowType;
import dev.landfall.replicator.pipeline.Dialect;
import dev.landfall.replicator.pipeline.JdbcSourceConfig;
import dev.landfall.replicator.pipeline.KeyComparison;
import dev.landfall.replicator.window.Window;
import java.io.IOException;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A table behind JDBC, read by windows of its watermark column. The window's end is the server's clock, taken before
 * the query. Times are read as text or as {@link LocalDateTime}, so no time zone of this machine or of a driver can
 * touch them. Rows are encoded while the next ones are fetched.
 */
public final class JdbcSource implements DeltaSource {
    private final TableId target;
    private final JdbcSourceConfig config;
    private final Dialect dialect;
    private final PartSettings settings;
    private final SourceQueries queries;
    private final TableReader reader;
    private final JdbcSession session;
    private final TableAccess access;
    private @Nullable Shape known;

    private static final RowColumn DELETED = RowColumn.of(KeyComparison.DELETED_COLUMN, RowType.BOOLEAN);

    private record Shape(List<SourceColumn> columns, SourceColumn watermark) {}

    /**
     * Connects when first asked something.
     *
     * @param session to the connection of {@code config}; stays open when the source is closed
     */
    public JdbcSource(TableId target, JdbcSourceConfig config, PartSettings settings, JdbcSession session) {
        this.target = target;
        this.config = config;
        this.dialect = config.connection().dialect();
        this.settings = settings;
        this.queries = new SourceQueries(dialect, config.table());
        this.session = session;
        this.access = new TableAccess(config.table(), config.connection(), session);
        this.reader = new TableReader(target, config.connection(), config.table(), session);
    }

    @Override
    public Optional<Delta> discover(DeltaHistory history) {
        return access.attempt("read", () -> {
            Shape shape = shape();
            Optional<Window> window = config.windows().next(history.watermark(target), clock(shape.watermark()));
            return window.map(
                    range -> Delta.ofRows(target, range, queries.rows(shape.columns(), shape.watermark(), range)));
        });
    }

    /** The clock that rows are stamped with. */
    private LocalDateTime clock(SourceColumn watermark) throws SQLException {
        LocalDateTime answered = session.serverClock();
        return dialect.clockIsUtc() && !watermark.zoned()
                ? answered.atZone(ZoneOffset.UTC)
                        .withZoneSameInstant(config.connection().zone())
                        .toLocalDateTime()
                : answered;
    }

    private Shape shape() throws SQLException {
        Shape shape = known;
        if (shape == null) {
            List<SourceColumn> columns = reader.columns();
            shape = new Shape(columns, watermark(columns));
            known = shape;
        }
        return shape;
    }

    private SourceColumn watermark(List<SourceColumn> columns) {
        SourceColumn watermark = columns.stream()
                .filter(column -> column.name()
                        .value()
                        .equalsIgnoreCase(config.watermark().value()))
                .findFirst()
                .orElseThrow(() -> ReplicationException.source("Table " + config.table()
                        + " has no column " + config.watermark() + ", which should be its watermark; it has: "
                        + columns.stream().map(column -> column.name().value()).toList()));
        if (watermark.carried().type() != RowType.TIMESTAMP) {
            throw ReplicationException.source("Watermark column " + config.watermark() + " of table " + config.table()
                    + " is of type " + watermark.carried().type()
                    + ", but a watermark needs a TIMESTAMP: name another column or read a view with one");
        }
        return watermark;
    }

    @Override
    public Optional<Long> count(Delta delta) {
        return access.attempt("count the rows of", () -> {
            Shape shape = shape();
            return session.query(queries.count(shape.watermark(), delta.rowWindow()), row -> row.getLong(1)).stream()
                    .findFirst();
        });
    }

    @Override
    public Extraction extract(Delta delta, PartSink parts) {
        return access.attempt("read delta " + delta.id() + " of", () -> {
            KeyComparison comparison = config.keyComparison();
            if (comparison == null) {
                return extract(delta, parts, null);
            }
            try (KeyTracker keys = new KeyTracker(comparison, settings, delta, shape().columns())) {
                keys.scan(reader, queries);
                Extraction extraction = extract(delta, parts, keys);
                keys.remember();
                return extraction;
            }
        });
    }

    private Extraction extract(Delta delta, PartSink parts, @Nullable KeyTracker keys)
            throws SQLException, IOException {
        Window window = delta.rowWindow();
        Shape shape = shape();
        RowColumn[] added = keys == null ? new RowColumn[0] : new RowColumn[] {DELETED};
        RowSchema schema = reader.schema(shape.columns(), added);
        try (RollingParts rolling = new RollingParts(
                schema, config.format(), settings.partBytes(), delta.sequence(), settings.folder(), parts)) {
            WindowEnds ends = new WindowEnds(window, config.windows().overlap());
            int watermark = shape.columns().indexOf(shape.watermark());
            reader.copy(
                    queries.rows(shape.columns(), shape.watermark(), window),
                    shape.columns(),
                    added.length,
                    rolling,
                    values -> {
                        ends.count((LocalDateTime) values[watermark]);
                        if (keys != null) {
                            keys.delivered(values);
                        }
                    });
            if (keys != null) {
                keys.writeDeletions(rolling, watermark);
            }
            rolling.finish();
            return leftOut(shape.watermark(), window, ends, config.format().schemaJson(schema));
        }
    }

    /** An empty window is not worth another query, which reads the whole table if the watermark has no index. */
    private Extraction leftOut(SourceColumn watermark, Window window, WindowEnds ends, String schema)
            throws SQLException {
        if (ends.isEmpty()) {
            return new Extraction(null, null, ends.overlap(), schema);
        }
        return session.query(
                        queries.leftOut(watermark, window),
                        row -> new Extraction(row.getLong(1), row.getLong(2), ends.overlap(), schema))
                .get(0);
    }

    @Override
    public void close() {}
}
