package dev.landfall.replicator.run;

import dev.landfall.core.table.TableId;
import dev.landfall.replicator.extension.DeltaSource;
import dev.landfall.replicator.extension.PartSettings;
import dev.landfall.replicator.failure.ReplicationException;
import dev.landfall.replicator.pipeline.Pipeline;
import dev.landfall.replicator.pipeline.PipelineTable;
import dev.landfall.replicator.state.Lease;
import dev.landfall.replicator.state.Leases;
import dev.landfall.replicator.state.RunLog;
import dev.landfall.replicator.state.StateDatabase;
import dev.landfall.replicator.upload.WriteOnce;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * One run over tables of a pipeline, one after the other. A table that fails does not stop the others; one that another
 * replica works on is left to it.
 */
public final class PipelineRun {
    private static final Logger LOG = Logger.getLogger(PipelineRun.class.getName());

    private final Pipeline pipeline;
    private final StateDatabase state;
    private final Replica replica;
    private final WriteOnce writeOnce;
    private final SourceOpener sources;
    private final RunSettings settings;
    private final RunListener listener;

    /**
     * Who runs.
     *
     * @param leases of this replica
     * @param operator for the audit trail
     */
    public record Replica(Leases leases, RunLog.Operator operator, Clock clock) {}

    public PipelineRun(
            Pipeline pipeline,
            StateDatabase state,
            Replica replica,
            WriteOnce writeOnce,
            SourceOpener sources,
            RunSettings settings,
            RunListener listener) {
        this.pipeline = pipeline;
        this.state = state;
        this.replica = replica;
        this.writeOnce = writeOnce;
        this.sources = sources;
        this.settings = settings;
        this.listener = listener;
    }

    /** Replicates the tables; one result each, in order. */
    public List<TableResult> run(List<PipelineTable> tables) {
        return run(tables, () -> false);
    }

    /** The same, but begins no table once {@code stopping} answers true. */
    public List<TableResult> run(List<PipelineTable> tables, BooleanSupplier stopping) {
        RunLog log = state.runs(replica.clock());
        String run = log.begin(replica.operator());
        List<TableResult> results = new ArrayList<>();
        for (PipelineTable table : tables) {
            if (stopping.getAsBoolean()) {
                break;
            }
            TableId target = table.spec().target();
            Optional<Lease> lease = replica.leases().claim(target);
            listener.started(target);
            TableResult result = lease.isPresent()
                    ? leased(log, run, table, lease.get())
                    : TableResult.busy(target, replica.leases().holder(target).orElse("that is gone by now"));
            listener.finished(result);
            results.add(result);
        }
        log.end(run);
        return results;
    }

    private TableResult leased(RunLog log, String run, PipelineTable table, Lease lease) {
        try {
            TableId target = table.spec().target();
            log.started(run, target);
            TableResult result = one(run, table, lease);
            log.ended(
                    run,
                    target,
                    new RunLog.Outcome(
                            result.state().name(), result.files(), result.rows(), result.bytes(), result.error()));
            return result;
        } finally {
            replica.leases().release(lease);
        }
    }

    private TableResult one(String run, PipelineTable table, Lease lease) {
        TableId target = table.spec().target();
        try {
            Path folder = emptyFolder(target);
            try (DeltaSource source =
                    sources.open(table, new PartSettings(folder, settings.partBytes(), state.keys()))) {
                LandingZone landing =
                        new LandingZone(writeOnce, pipeline.landing().prefix(), table.spec());
                return new TableReplication(
                                target,
                                source,
                                state.journal(replica.clock(), run, lease),
                                landing,
                                settings,
                                folder,
                                listener)
                        .run();
            }
        } catch (ReplicationException e) {
            LOG.log(Level.FINE, e, () -> "Table " + target + " failed");
            return TableResult.failed(target, String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, e, () -> "Table " + target + " failed for a reason that nobody foresaw");
            return TableResult.failed(target, e.toString());
        }
    }

    /** Local parts of an earlier run are of no use: a re-run reads the source again. */
    private Path emptyFolder(TableId table) {
        Path folder = pipeline.state().spool().resolve(table.toString());
        try {
            Files.createDirectories(folder);
            try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(folder)) {
                for (Path leftover : leftovers) {
                    Files.delete(leftover);
                }
            }
            return folder;
        } catch (IOException e) {
            throw ReplicationException.state("Cannot prepare the folder for local parts, " + folder, e);
        }
    }
}
