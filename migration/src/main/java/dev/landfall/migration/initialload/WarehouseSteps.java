package dev.landfall.migration.initialload;

import dev.landfall.core.failure.FailureClass;
import dev.landfall.core.landing.FileEncoding;
import dev.landfall.core.sql.PartitionColumn;
import dev.landfall.core.sql.RowCountQuery;
import dev.landfall.core.sql.RowPartitionsQuery;
import dev.landfall.core.table.Column;
import dev.landfall.core.table.CsvOptions;
import dev.landfall.core.table.TableId;
import dev.landfall.core.table.TableSchema;
import dev.landfall.core.warehouse.JobOutcome;
import dev.landfall.core.warehouse.JobPriority;
import dev.landfall.core.warehouse.LoadJob;
import dev.landfall.core.warehouse.WarehouseTable;
import dev.landfall.migration.catalog.Route;
import dev.landfall.migration.initialload.LoadState.Write;
import dev.landfall.migration.initialload.LoadState.Write.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The steps that BigQuery does, each as jobs whose ids follow from the state. */
final class WarehouseSteps {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int MOST_ATTEMPTS = 5;
    private static final String NULL_FOLDER = "=__HIVE_DEFAULT_PARTITION__";

    private final InitialLoad.Parts parts;
    private final LoadOrder order;

    WarehouseSteps(InitialLoad.Parts parts, LoadOrder order) {
        this.parts = parts;
        this.order = order;
    }

    /** Makes the intermediate table: over the files, or loaded from them. */
    LoadState makeReadable(LoadState state) {
        LoadStatements statements = new LoadStatements(order, state);
        if (order.table().route() == Route.LOAD) {
            return job(
                    state, "load", "loading the files", id -> parts.warehouse().submit(loadJob(id, statements)));
        }
        return job(
                state,
                "external",
                "making the files readable",
                id -> parts.warehouse().submit(id, statements.overFiles(), JobPriority.INTERACTIVE));
    }

    private LoadJob loadJob(String id, LoadStatements statements) {
        return new LoadJob(
                id,
                order.intermediate(),
                List.of(statements.state().folder() + "/*"),
                new FileEncoding(statements.overFiles().format(), false),
                CsvOptions.DEFAULT,
                new TableSchema(statements.fileColumns()),
                statements.folderColumns(),
                statements.state().folder().uri());
    }

    /** Fixes the jobs that will fill the target; from then on its rows may be ours. */
    LoadState decide(LoadState state, int mostPartitionsPerJob) {
        Optional<WarehouseTable> target = parts.warehouse().table(state.target());
        if (order.table().route() == Route.EXTERNAL) {
            if (state.isEmpty()) {
                throw new InitialLoadException("Table " + order.table().source() + " has no files with rows in "
                        + state.source()
                        + ", and an external table needs some: set its route to none, or resume when it"
                        + " has rows");
            }
            target.ifPresent(there -> {
                throw new InitialLoadException("There is a table " + state.target()
                        + " already, which would have to be dropped to become an external table: do that if it is"
                        + " not needed, then resume");
            });
            return state.decided(List.of(Write.of(Kind.CREATE_EXTERNAL)));
        }
        target.ifPresent(there -> checkEmptyAndFitting(there, state.target()));
        if (state.isEmpty()) {
            return state.decided(List.of(Write.of(Kind.CREATE_EMPTY)));
        }
        Optional<PartitionColumn> partition = new LoadStatements(order, state).partition();
        List<@Nullable Long> starts = partition.isPresent() ? partitions(state, partition.get()) : List.of();
        return state.decided(WriteParts.of(starts, target.isPresent(), mostPartitionsPerJob));
    }

    private List<@Nullable Long> partitions(LoadState state, PartitionColumn partition) {
        List<@Nullable Long> starts = new ArrayList<>();
        parts.warehouse()
                .read(new RowPartitionsQuery(new LoadStatements(order, state).rows(), partition))
                .forEach(row -> {
                    String start = row.get(0);
                    starts.add(start == null ? null : Long.valueOf(start));
                });
        return starts;
    }

    private void checkEmptyAndFitting(WarehouseTable there, TableId target) {
        String rows = parts.warehouse().read(new RowCountQuery(target)).get(0).get(0);
        if (!"0".equals(rows)) {
            throw new InitialLoadException("Target " + target + " has " + rows
                    + " rows already, and nobody knows whose: drop it if they are not needed, then resume; or take the"
                    + " table out of --tables");
        }
        for (Column column : order.table().targetColumns()) {
            boolean fits = there.schema()
                    .column(column.name())
                    .filter(found -> found.sqlType().equalsIgnoreCase(column.sqlType()))
                    .isPresent();
            if (!fits) {
                throw new InitialLoadException("Target " + target + " is there, empty, and lacks column " + column
                        + ": 'landfall catalog diff' says all that differs; change it or drop it, then resume");
            }
        }
    }

    /** Runs the jobs that are not done yet. */
    LoadState fill(LoadState decided) {
        LoadState state = decided;
        boolean nullFolders = order.table().route() == Route.EXTERNAL
                && parts.copies().list(state.folder()).stream()
                        .anyMatch(file -> file.path().contains(NULL_FOLDER));
        while (state.written() < state.writes().size()) {
            Write write = state.writes().get(state.written());
            LoadStatements statements = new LoadStatements(order, state);
            String name = "write" + state.written();
            String what = "writing part " + (state.written() + 1) + " of "
                    + state.writes().size();
            state = job(
                            state,
                            name,
                            what,
                            id -> parts.warehouse()
                                    .submit(id, statements.write(write, nullFolders), JobPriority.INTERACTIVE))
                    .wrote();
            parts.states().save(state);
        }
        return state;
    }

    /** A job that failed has used its id up: the next attempt is kept before anything else happens. */
    private LoadState job(LoadState before, String name, String what, Consumer<String> submit) {
        LoadState state = before;
        while (true) {
            String id = state.jobId(name);
            submit.accept(id);
            JobOutcome outcome = await(state.target(), id, what);
            if (outcome instanceof JobOutcome.Failure failure) {
                state = state.again();
                parts.states().save(state);
                if (failure.failureClass() != FailureClass.RETRY || state.attempt() > MOST_ATTEMPTS) {
                    throw new InitialLoadException("Job " + id + " (" + what + " for " + state.target() + ") failed: "
                            + failure.error().message() + ". " + failure.error().advice()
                            + ". When the cause is gone, resume");
                }
            } else {
                return state;
            }
        }
    }

    private JobOutcome await(TableId target, String id, String what) {
        while (true) {
            Optional<JobOutcome> outcome =
                    parts.warehouse().await(id, parts.clock().instant().plus(PATIENCE));
            if (outcome.isPresent()) {
                return outcome.get();
            }
            parts.listener().running(target, id, what);
        }
    }
}
