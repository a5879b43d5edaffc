package dev.landfall.replicator.run;

import dev.landfall.core.table.TableId;
import dev.landfall.replicator.failure.ReplicationException;
import dev.landfall.replicator.pipeline.Pipeline;
import dev.landfall.replicator.pipeline.PipelineTable;
import dev.landfall.replicator.source.DeltaSource;
import dev.landfall.replicator.source.PartSettings;
import dev.landfall.replicator.state.DeltaJournal;
import dev.landfall.replicator.upload.WriteOnce;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** One run over tables of a pipeline, one after the other. A table that fails does not stop the others. */
public final class PipelineRun {
    private static final Logger LOG = Logger.getLogger(PipelineRun.class.getName());

    private final Pipeline pipeline;
    private final DeltaJournal journal;
    private final WriteOnce writeOnce;
    private final SourceOpener sources;
    private final RunSettings settings;
    private final RunListener listener;

    public PipelineRun(
            Pipeline pipeline,
            DeltaJournal journal,
            WriteOnce writeOnce,
            SourceOpener sources,
            RunSettings settings,
            RunListener listener) {
        this.pipeline = pipeline;
        this.journal = journal;
        this.writeOnce = writeOnce;
        this.sources = sources;
        this.settings = settings;
        this.listener = listener;
    }

    /** Replicates the tables; one result each, in order. */
    public List<TableResult> run(List<PipelineTable> tables) {
        return each(tables, TableReplication::run);
    }

    /** Says what {@link #run} would find now; uploads nothing and plans nothing. */
    public List<TableResult> dryRun(List<PipelineTable> tables) {
        return each(tables, TableReplication::dryRun);
    }

    @FunctionalInterface
    private interface Turn {
        TableResult take(TableReplication replication);
    }

    private List<TableResult> each(List<PipelineTable> tables, Turn turn) {
        List<TableResult> results = new ArrayList<>();
        for (PipelineTable table : tables) {
            TableId target = table.spec().target();
            listener.started(target);
            TableResult result = one(table, turn);
            listener.finished(result);
            results.add(result);
        }
        return results;
    }

    private TableResult one(PipelineTable table, Turn turn) {
        TableId target = table.spec().target();
        try {
            Path folder = emptyFolder(target);
            try (DeltaSource source = sources.open(table, new PartSettings(folder, settings.partBytes()))) {
                LandingZone landing =
                        new LandingZone(writeOnce, pipeline.landing().prefix(), table.spec());
                return turn.take(new TableReplication(target, source, journal, landing, settings, folder, listener));
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
