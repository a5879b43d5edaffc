package dev.landfall.core.warehouse;

import dev.landfall.core.failure.ErrorDetail;
import dev.landfall.core.failure.FailureClass;
import dev.landfall.core.sql.AddColumnsStatement;
import dev.landfall.core.sql.AlterColumnStatement;
import dev.landfall.core.sql.AppendStatement;
import dev.landfall.core.sql.CreateTargetStatement;
import dev.landfall.core.sql.CreateTombstonesStatement;
import dev.landfall.core.sql.MergeStatement;
import dev.landfall.core.sql.NullKeysQuery;
import dev.landfall.core.sql.Query;
import dev.landfall.core.sql.RememberDeletesStatement;
import dev.landfall.core.sql.ReplaceStatement;
import dev.landfall.core.sql.Script;
import dev.landfall.core.sql.SnapshotsQuery;
import dev.landfall.core.sql.StagedDeletes;
import dev.landfall.core.sql.StagedRows;
import dev.landfall.core.sql.Statement;
import dev.landfall.core.table.Column;
import dev.landfall.core.table.ColumnName;
import dev.landfall.core.table.DatasetName;
import dev.landfall.core.table.TableId;
import dev.landfall.core.table.TableSchema;
import dev.landfall.core.table.TypeKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * BigQuery as maps: jobs run at once, their ids are taken for good, and each takes effect wholly or not at all. Merges
 * are computed as a last-writer-wins map in Java, not by the SQL.
 */
public final class InMemoryWarehouse implements Warehouse {
    private final Map<TableId, MemoryTable> tables = new HashMap<>();
    private final Map<String, List<Map<ColumnName, Object>>> files = new HashMap<>();
    private final Map<String, JobOutcome> jobs = new LinkedHashMap<>();
    private final Set<TableId> poisonous = new HashSet<>();
    private boolean stalled;
    private long cost;
    private @Nullable FailureClass failing;

    /** Puts a file where load jobs find it. A file that is not there makes its job fail. */
    public void file(String uri, List<Map<ColumnName, Object>> rows) {
        files.put(uri, List.copyOf(rows));
    }

    public void create(TableId id, TableSchema schema) {
        tables.put(id, new MemoryTable(schema));
    }

    /** While stalled, no job is seen to end. */
    public void stall(boolean on) {
        stalled = on;
    }

    /** The next job fails with this class and has no effect. */
    public void failNext(FailureClass failureClass) {
        failing = failureClass;
    }

    /** What every statement scans from now on. */
    public void cost(long bytes) {
        cost = bytes;
    }

    /** Every merge that reads this table fails. */
    public void poison(TableId staging) {
        poisonous.add(staging);
    }

    public Set<TableId> tables() {
        return Set.copyOf(tables.keySet());
    }

    public List<String> jobs() {
        return List.copyOf(jobs.keySet());
    }

    public List<Map<ColumnName, @Nullable Object>> rows(TableId id) {
        return existing(id).rows();
    }

    @Override
    public void submit(LoadJob job) {
        run(job.id(), () -> load(job));
    }

    @Override
    public void submit(String jobId, Statement statement, JobPriority priority) {
        run(jobId, () -> execute(statement));
    }

    /** Tables here have no partitions. */
    @Override
    public List<List<@Nullable String>> read(Query query) {
        if (query instanceof NullKeysQuery rejected) {
            long rows = staged(rejected.sources(), rejected.keys(), null).rows().stream()
                    .filter(row -> rejected.keys().stream().anyMatch(key -> row.get(key.name()) == null))
                    .count();
            return List.of(List.of(Long.toString(rows)));
        }
        if (query instanceof SnapshotsQuery snapshots && snapshots.within() == null) {
            List<@Nullable String> row = new ArrayList<>();
            row.add(null);
            row.add(existing(snapshots.target()).rows().stream()
                    .map(other -> (Long) other.get(ColumnName.SEQUENCE))
                    .filter(Objects::nonNull)
                    .max(Long::compare)
                    .map(String::valueOf)
                    .orElse(null));
            return List.of(row);
        }
        throw new UnsupportedOperationException(query.sql());
    }

    /** As told by {@link #cost(long)}. */
    @Override
    public long bytesScanned(Statement statement) {
        return cost;
    }

    @Override
    public boolean knows(String jobId) {
        return jobs.containsKey(jobId);
    }

    @Override
    public Optional<JobOutcome> await(String jobId, Instant deadline) {
        return stalled
                ? Optional.empty()
                : Optional.of(Optional.ofNullable(jobs.get(jobId)).orElseThrow());
    }

    @Override
    public Optional<WarehouseTable> table(TableId id) {
        return Optional.ofNullable(tables.get(id)).map(table -> new WarehouseTable(table.schema(), List.of()));
    }

    /** All were created long ago. */
    @Override
    public Iterator<ListedTable> tables(DatasetName dataset) {
        return tables.keySet().stream()
                .filter(id -> id.dataset().equals(dataset))
                .sorted()
                .map(id -> new ListedTable(id, Instant.EPOCH))
                .toList()
                .iterator();
    }

    @Override
    public void drop(TableId id) {
        tables.remove(id);
    }

    private void run(String jobId, Supplier<JobOutcome> effect) {
        if (jobs.containsKey(jobId)) {
            return;
        }
        FailureClass failure = failing;
        failing = null;
        jobs.put(jobId, failure == null ? effect.get() : failed(failure, "told to fail"));
    }

    private JobOutcome load(LoadJob job) {
        List<Map<ColumnName, @Nullable Object>> rows = new ArrayList<>();
        Map<ColumnName, Column> columns = new LinkedHashMap<>();
        for (String uri : job.uris()) {
            List<Map<ColumnName, Object>> content = files.get(uri);
            if (content == null) {
                return failed(FailureClass.POISON, "cannot read " + uri);
            }
            for (Map<ColumnName, Object> values : content) {
                Map<ColumnName, @Nullable Object> row = new LinkedHashMap<>(values);
                for (Column key : job.keys()) {
                    if (values.containsKey(key.name())) {
                        return failed(FailureClass.POISON, "Key " + key.name() + " is also a column of the files");
                    }
                    String text = uri.replaceAll(".*/" + key.name() + "=([^/]*)/.*", "$1");
                    row.put(key.name(), key.type().kind() == TypeKind.INT64 ? (Object) Long.valueOf(text) : text);
                }
                row.forEach((name, value) -> columns.putIfAbsent(
                        name, Column.nullable(name.value(), value instanceof Long ? TypeKind.INT64 : TypeKind.STRING)));
                rows.add(row);
            }
        }
        MemoryTable staging = new MemoryTable(new TableSchema(List.copyOf(columns.values())));
        staging.rows().addAll(rows);
        tables.put(job.staging(), staging);
        return JobOutcome.Success.loaded(rows.size());
    }

    private JobOutcome execute(Statement statement) {
        if (statement instanceof Script script) {
            return execute(script);
        }
        if (statement instanceof CreateTargetStatement create) {
            List<Column> columns = new ArrayList<>(create.columns());
            columns.add(Column.nullable(ColumnName.SEQUENCE.value(), TypeKind.INT64));
            tables.putIfAbsent(create.target(), new MemoryTable(new TableSchema(columns)));
            return JobOutcome.Success.DONE;
        }
        if (statement instanceof CreateTombstonesStatement create) {
            tables.putIfAbsent(create.table(), new MemoryTable(new TableSchema(create.version())));
            return JobOutcome.Success.DONE;
        }
        if (statement instanceof AddColumnsStatement add) {
            existing(add.target()).add(add.columns());
            return JobOutcome.Success.DONE;
        }
        if (statement instanceof RememberDeletesStatement remember) {
            MemoryTable staged = staged(remember.sources(), remember.version(), remember.deletes());
            staged.rows().stream()
                    .filter(MemoryTable::deletes)
                    .forEach(row ->
                            existing(remember.deletes().tombstones()).rows().add(row));
            return JobOutcome.Success.DONE;
        }
        if (statement instanceof AppendStatement append) {
            if (append.sources().stream().anyMatch(source -> poisonous.contains(source.table()))) {
                return failed(FailureClass.POISON, "poisonous rows");
            }
            MemoryTable staged = staged(append.sources(), append.columns(), null);
            existing(append.target()).rows().addAll(staged.rows());
            return JobOutcome.Success.changed(staged.rows().size(), 0, 0);
        }
        if (statement instanceof AlterColumnStatement) {
            return JobOutcome.Success.DONE;
        }
        return statement instanceof ReplaceStatement replace ? replace(replace) : merge((MergeStatement) statement);
    }

    private JobOutcome replace(ReplaceStatement replace) {
        long newest = replace.newest().get(0).sequence();
        List<Map<ColumnName, @Nullable Object>> rows =
                existing(replace.target()).rows();
        int before = rows.size();
        rows.removeIf(row -> row.get(ColumnName.SEQUENCE) == null || (Long) row.get(ColumnName.SEQUENCE) < newest);
        int deleted = before - rows.size();
        staged(replace.sources(), replace.columns(), null).rows().stream()
                .filter(row -> Objects.equals(row.get(ColumnName.SEQUENCE), newest))
                .forEach(rows::add);
        return JobOutcome.Success.changed(rows.size() + deleted - before, 0, deleted);
    }

    /** The last outcome that fails, or else the one that changed rows. */
    private JobOutcome execute(Script script) {
        JobOutcome last = JobOutcome.Success.DONE;
        for (Statement statement : script.statements()) {
            JobOutcome outcome = execute(statement);
            if (outcome instanceof JobOutcome.Failure) {
                return outcome;
            }
            last = outcome.equals(JobOutcome.Success.DONE) ? last : outcome;
        }
        return last;
    }

    private JobOutcome merge(MergeStatement merge) {
        if (merge.sources().stream().anyMatch(source -> poisonous.contains(source.table()))) {
            return failed(FailureClass.POISON, "poisonous rows");
        }
        StagedDeletes deletes = merge.deletes();
        return new MemoryMerge(merge)
                .into(
                        existing(merge.target()).rows(),
                        staged(merge.sources(), merge.columns(), deletes).rows(),
                        deletes == null
                                ? List.of()
                                : existing(deletes.tombstones()).rows());
    }

    private MemoryTable staged(List<StagedRows> sources, List<Column> columns, @Nullable StagedDeletes deletes) {
        MemoryTable staged = new MemoryTable(new TableSchema(columns));
        sources.forEach(source -> staged.append(existing(source.table()), source, columns, deletes));
        return staged;
    }

    private MemoryTable existing(TableId id) {
        return Optional.ofNullable(tables.get(id)).orElseThrow(() -> new IllegalStateException("No table " + id));
    }

    private static JobOutcome failed(FailureClass failureClass, String message) {
        return new JobOutcome.Failure(failureClass, new ErrorDetail("invalid", message, "correct it"));
    }
}
