package dev.landfall.cli;

import com.google.cloud.storage.Storage;
import dev.landfall.core.table.TableId;
import dev.landfall.migration.catalog.PlannedTable;
import dev.landfall.migration.initialload.InitialLoadException;
import dev.landfall.replicator.ThisReplica;
import dev.landfall.replicator.delta.DeliveredPart;
import dev.landfall.replicator.delta.Delta;
import dev.landfall.replicator.pipeline.Pipeline;
import dev.landfall.replicator.pipeline.PipelineTable;
import dev.landfall.replicator.run.PipelineRun;
import dev.landfall.replicator.run.RunListener;
import dev.landfall.replicator.run.RunSettings;
import dev.landfall.replicator.run.SourcesByKind;
import dev.landfall.replicator.run.TableResult;
import dev.landfall.replicator.run.TableState;
import dev.landfall.replicator.state.Leases;
import dev.landfall.replicator.state.StateDatabase;
import dev.landfall.replicator.upload.CloudStorageSink;
import dev.landfall.replicator.upload.WriteOnce;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/**
 * The way of small tables: the replicator's first window has no lower end, so its first delta is all there is. It is as
 * restartable as any delta.
 */
record ReplicatorRoute(Path file, Pipeline pipeline, Storage storage, Clock clock, PrintWriter out)
        implements RunListener {

    /** @throws InitialLoadException if the table has no source in the pipeline */
    static PipelineTable table(Pipeline pipeline, PlannedTable planned) {
        return pipeline.tables().stream()
                .filter(table -> table.spec().target().equals(planned.target()))
                .findFirst()
                .orElseThrow(() -> new InitialLoadException("Table " + planned.target()
                        + " takes the route replicator, but the pipeline file does not have it: add it there"));
    }

    void run(PlannedTable planned) {
        PipelineTable table = table(pipeline, planned);
        try (StateDatabase state = StateDatabase.open(pipeline.state());
                Leases leases = state.leases(ThisReplica.name(), RunSettings.DEFAULT.lease());
                SourcesByKind sources = new SourcesByKind(clock)) {
            PipelineRun run = new PipelineRun(
                    pipeline,
                    state,
                    new PipelineRun.Replica(leases, ThisReplica.operator(file, pipeline), clock),
                    new WriteOnce(
                            new CloudStorageSink(storage, pipeline.landing().bucket())),
                    sources,
                    RunSettings.DEFAULT,
                    this);
            TableResult result = run.run(List.of(table)).get(0);
            if (result.state() == TableState.FAILED) {
                throw new InitialLoadException(String.valueOf(result.error()));
            }
            out.println(planned.target() + ": delivered " + result.rows() + " rows in " + result.files()
                    + " file(s) to the landing bucket; 'landfall status' shows when they are merged");
            out.flush();
        }
    }

    @Override
    public void started(TableId table) {
        // The line at the end says all.
    }

    @Override
    public void resuming(Delta delta) {
        out.println(delta.table() + ": going on with delta " + delta.id());
    }

    @Override
    public void delivered(TableId table, DeliveredPart part) {
        out.println(table + ": delivered " + part.objectName());
        out.flush();
    }

    @Override
    public void finished(TableResult result) {
        // Told by run.
    }
}
