package dev.landfall.replicator.source.jdbc;

import dev.landfall.core.table.TableId;
import dev.landfall.replicator.delta.Delta;
import dev.landfall.replicator.delta.DeltaHistory;
import dev.landfall.replicator.delta.Extraction;
import dev.landfall.replicator.delta.PartSink;
import dev.landfall.replicator.delta.SourcePartition;
import dev.landfall.replicator.extension.DeltaSource;
import dev.landfall.replicator.extension.PartSettings;
import dev.landfall.replicator.format.RollingParts;
import dev.landfall.replicator.format.RowSchema;
import dev.landfall.replicator.pipeline.Dialect;
import dev.landfall.replicator.pipeline.PartitionSourceConfig;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Logger;
import java.util.stream.Collectors;

/**
 * A Hive table whose partitions are read whole when they were rewritten, as INSERT OVERWRITE does. Fingerprints are
 * taken before the rows are read, so a partition that changes meanwhile is found again by the next run.
 */
public final class HivePartitionSource implements DeltaSource {
    private static final Logger LOG = Logger.getLogger(HivePartitionSource.class.getName());
    private static final int PARTITIONS_PER_QUERY = 50;

    private final TableId target;
    private final PartitionSourceConfig config;
    private final PartSettings settings;
    private final JdbcSession session;
    private final TableAccess access;
    private final TableReader reader;
    private final HivePartitions partitions;

    /** @param session to the connection of {@code config}; stays open when the source is closed */
    public HivePartitionSource(
            TableId target, PartitionSourceConfig config, PartSettings settings, JdbcSession session) {
        this.target = target;
        this.config = config;
        this.settings = settings;
        this.session = session;
        this.access = new TableAccess(config.table(), config.connection(), session);
        this.reader = new TableReader(target, config.connection(), config.table(), session);
        this.partitions = new HivePartitions(session, config.table());
    }

    @Override
    public Optional<Delta> discover(DeltaHistory history) {
        return access.attempt("find the partitions of", () -> {
            List<SourcePartition> now = partitions.list();
            Map<String, String> before = history.partitions(target);
            List<SourcePartition> changed = now.stream()
                    .filter(partition -> !partition.fingerprint().equals(before.get(partition.name())))
                    .toList();
            warnOfDropped(now, before);
            if (changed.isEmpty()) {
                return Optional.empty();
            }
            List<SourcePartition> read = config.snapshot() ? now : changed;
            long sequence = Math.max(clockMicros(), history.lastSequence(target) + 1);
            return Optional.of(Delta.ofPartitions(target, sequence, read, query(read)));
        });
    }

    private void warnOfDropped(List<SourcePartition> now, Map<String, String> before) {
        List<String> dropped = before.keySet().stream()
                .filter(name ->
                        now.stream().noneMatch(partition -> partition.name().equals(name)))
                .sorted()
                .toList();
        if (!dropped.isEmpty() && !config.snapshot()) {
            LOG.warning(() -> "Table " + config.table() + " has lost partitions " + dropped + "; target " + target
                    + " keeps them, since a partition is only replaced by rows: delete them there by hand");
        }
    }

    private long clockMicros() throws SQLException {
        LocalDateTime now = session.serverClock();
        return Math.addExact(
                Math.multiplyExact(now.toEpochSecond(ZoneOffset.UTC), 1_000_000L),
                now.get(ChronoField.MICRO_OF_SECOND));
    }

    private String query(List<SourcePartition> read) {
        return "SELECT * FROM " + Dialect.HIVE.quoted(config.table())
                + (config.snapshot()
                        ? ""
                        : " of " + read.stream().map(SourcePartition::name).collect(Collectors.joining(", ")));
    }

    @Override
    public Extraction extract(Delta delta, PartSink parts) {
        return access.attempt("read delta " + delta.id() + " of", () -> {
            List<SourceColumn> columns = reader.columns();
            RowSchema schema = reader.schema(columns);
            SourceQueries queries = new SourceQueries(Dialect.HIVE, config.table());
            try (RollingParts rolling = new RollingParts(
                    schema, config.format(), settings.partBytes(), delta.sequence(), settings.folder(), parts)) {
                for (String predicate : predicates(delta.partitions())) {
                    reader.copy(queries.rows(columns, predicate), columns, 0, rolling, row -> {});
                }
                if (config.snapshot()) {
                    rolling.atLeastOne();
                }
                rolling.finish();
            }
            return new Extraction(null, null, null, config.format().schemaJson(schema));
        });
    }

    /** Few partitions per query, so that no query grows with the table. */
    private List<String> predicates(List<SourcePartition> read) throws SQLException {
        if (config.snapshot() || read.get(0).name().isEmpty()) {
            return List.of("");
        }
        Map<String, String> keys = partitions.keys();
        List<String> predicates = new ArrayList<>();
        for (int from = 0; from < read.size(); from += PARTITIONS_PER_QUERY) {
            predicates.add(read.subList(from, Math.min(read.size(), from + PARTITIONS_PER_QUERY)).stream()
                    .map(partition -> HivePartitions.predicate(partition.name(), keys))
                    .collect(Collectors.joining(" OR ")));
        }
        return predicates;
    }

    @Override
    public void close() {}
}
