package dev.landfall.replicator.state;

import dev.landfall.core.table.TableId;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Writes down each run of a replicator: who ran what, when, and how it ended for each table. */
public final class RunLog {
    private static final int MAX_ERROR = 10_000;

    private final DataSource dataSource;
    private final Clock clock;

    RunLog(DataSource dataSource, Clock clock) {
        this.dataSource = dataSource;
        this.clock = clock;
    }

    /**
     * Who runs what.
     *
     * @param operator who started it
     * @param version of Landfall
     * @param pipeline file
     */
    public record Operator(
            String operator,
            String host,
            String version,
            String pipeline,
            @Nullable String environment) {}

    /** How a run ended for one table. */
    public record Outcome(
            String state,
            int files,
            @Nullable Long rows,
            long bytes,
            @Nullable String error) {}

    /** Begins a run and answers its id. */
    public String begin(Operator operator) {
        String id = UUID.randomUUID().toString();
        return Statements.inTransaction(dataSource, connection -> {
            Statements.update(
                    connection,
                    "INSERT INTO runs (id, operator, host, version, pipeline, environment, started_at)"
                            + " VALUES (?, ?, ?, ?, ?, ?, ?)",
                    id,
                    operator.operator(),
                    operator.host(),
                    operator.version(),
                    operator.pipeline(),
                    operator.environment(),
                    now());
            return id;
        });
    }

    /** A table's turn begins. */
    public void started(String run, TableId table) {
        Statements.inTransaction(
                dataSource,
                connection -> Statements.update(
                        connection,
                        "INSERT INTO table_runs (run, target, started_at) VALUES (?, ?, ?)",
                        run,
                        table.toString(),
                        now()));
    }

    /** A table's turn is over. */
    public void ended(String run, TableId table, Outcome outcome) {
        String error = outcome.error();
        Statements.inTransaction(
                dataSource,
                connection -> Statements.update(
                        connection,
                        "UPDATE table_runs SET ended_at = ?, state = ?, files = ?, row_count = ?, byte_count = ?,"
                                + " error = ? WHERE run = ? AND target = ?",
                        now(),
                        outcome.state(),
                        outcome.files(),
                        outcome.rows(),
                        outcome.bytes(),
                        error == null || error.length() <= MAX_ERROR ? error : error.substring(0, MAX_ERROR),
                        run,
                        table.toString()));
    }

    /** The run is over. */
    public void end(String run) {
        Statements.inTransaction(
                dataSource,
                connection -> Statements.update(connection, "UPDATE runs SET ended_at = ? WHERE id = ?", now(), run));
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
