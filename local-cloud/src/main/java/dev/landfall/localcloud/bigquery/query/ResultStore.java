package dev.landfall.localcloud.bigquery.query;

import dev.landfall.localcloud.bigquery.engine.Engine;
import dev.landfall.localcloud.bigquery.engine.Session;
import dev.landfall.localcloud.bigquery.schema.DuckDbNames;
import dev.landfall.localcloud.bigquery.schema.TableName;
import dev.landfall.localcloud.bigquery.schema.TableSchema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Results of queries as anonymous tables, so that paging is stable; dropped when they are a day old. Thread-safe. */
public final class ResultStore {
    private static final Duration KEPT = Duration.ofHours(24);
    private static final String DATASET = "_anonymous";

    private final Engine engine;
    private final Clock clock;
    private final AtomicLong made = new AtomicLong();
    private final Map<TableName, QueryResult> results = new ConcurrentHashMap<>();

    public ResultStore(Engine engine, Clock clock) {
        this.engine = engine;
        this.clock = clock;
    }

    /** Runs a query and keeps its rows. */
    public QueryResult keep(Session session, String project, TableSchema schema, String select) {
        TableName name = new TableName(project, DATASET, "anon" + made.incrementAndGet());
        String relation = DuckDbNames.quote(Engine.RESULTS) + ".main." + DuckDbNames.quote(name.table());
        session.update("CREATE TABLE " + relation + " AS " + select);
        long rows = session.number("SELECT count(*) FROM " + relation);
        QueryResult result = new QueryResult(name, new RowSource(relation, schema, true), rows, clock.instant());
        results.put(name, result);
        return result;
    }

    /**
     * Runs a query inside a transaction and keeps its rows beyond it. A transaction writes to one database only, so the
     * rows go through a file.
     */
    public QueryResult keepFromTransaction(Session session, String project, TableSchema schema, String select) {
        try {
            Path file = Files.createTempFile("result", ".parquet");
            try (Session outside = engine.session()) {
                String path = DuckDbNames.text(file.toString());
                session.update("COPY (" + select + ") TO " + path + " (FORMAT parquet)");
                return keep(outside, project, schema, "SELECT * FROM read_parquet(" + path + ")");
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Optional<QueryResult> find(TableName name) {
        return Optional.ofNullable(results.get(name));
    }

    /** Drops what is too old. */
    public void sweep() {
        Instant oldest = clock.instant().minus(KEPT);
        List<QueryResult> old = results.values().stream()
                .filter(result -> result.created().isBefore(oldest))
                .toList();
        for (QueryResult result : old) {
            results.remove(result.table());
            try (Session session = engine.session()) {
                session.update("DROP TABLE IF EXISTS " + result.rowSource().relation());
            }
        }
    }
}
