package dev.landfall.replicator.run;

import dev.landfall.core.table.TableId;
import dev.landfall.replicator.delta.Delta;
import dev.landfall.replicator.extension.DeltaSource;
import dev.landfall.replicator.extension.PartSettings;
import dev.landfall.replicator.failure.ReplicationException;
import dev.landfall.replicator.pipeline.Pipeline;
import dev.landfall.replicator.pipeline.PipelineTable;
import dev.landfall.replicator.state.AuditTrail;
import dev.landfall.replicator.state.DeltaJournal;
import dev.landfall.replicator.window.Window;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says what a run would do; reads no rows, uploads nothing, writes nothing down. */
public final class PipelinePlan {
    private final Pipeline pipeline;
    private final DeltaJournal journal;
    private final AuditTrail trail;
    private final SourceOpener sources;
    private final boolean count;

    /** @param count whether to count the rows in the source, which may cost as much as to read them */
    public PipelinePlan(
            Pipeline pipeline, DeltaJournal journal, AuditTrail trail, SourceOpener sources, boolean count) {
        this.pipeline = pipeline;
        this.journal = journal;
        this.trail = trail;
        this.sources = sources;
        this.count = count;
    }

    /** One plan per table, in order; a table that cannot be read is FAILED. */
    public TablePlan of(PipelineTable table) {
        TableId target = table.spec().target();
        PartSettings unused = new PartSettings(pipeline.state().spool().resolve(target.toString()), 1);
        try (DeltaSource source = sources.open(table, unused)) {
            Optional<Delta> left = journal.unfinished(target);
            Optional<Delta> next = left.isPresent() ? left : source.discover(journal);
            if (next.isEmpty()) {
                return plan(table, TableState.NOTHING_NEW, List.of(), null, null, new Size(0L, "nothing new"), null);
            }
            Delta delta = next.get();
            @Nullable
            Long rows = count && delta.window() != null ? source.count(delta).orElse(null) : null;
            return plan(
                    table,
                    TableState.WOULD_DELIVER,
                    List.of(delta.scope() + (left.isPresent() ? ", left by an earlier run" : "")),
                    delta.query(),
                    rows,
                    size(target, delta, rows),
                    null);
        } catch (ReplicationException e) {
            return plan(table, TableState.FAILED, List.of(), null, null, new Size(null, ""), e.getMessage());
        }
    }

    private record Size(@Nullable Long bytes, String basis) {}

    private Size size(TableId table, Delta delta, @Nullable Long rows) {
        if (!delta.files().isEmpty()) {
            long sum = delta.files().stream()
                    .mapToLong(file -> file.file().length())
                    .sum();
            return new Size(sum, "the files as they are");
        }
        if (rows != null) {
            return trail.bytesPerRow(table)
                    .map(each ->
                            new Size(Math.round(each * rows), "rows counted, by the bytes per row of the last deltas"))
                    .orElse(new Size(null, "no delta yet that tells the bytes per row"));
        }
        Window window = delta.window();
        LocalDateTime lower = window == null ? null : window.lower();
        if (window == null || lower == null) {
            return new Size(null, "everything there is; --count asks the source");
        }
        double seconds = Duration.between(lower, window.upper()).toMillis() / 1000.0;
        return trail.bytesPerSecond(table)
                .map(each -> new Size(Math.round(each * seconds), "by the rate of the last deltas"))
                .orElse(new Size(null, "no delta yet that tells the rate; --count asks the source"));
    }

    private TablePlan plan(
            PipelineTable table,
            TableState state,
            List<String> scope,
            @Nullable String query,
            @Nullable Long rows,
            Size size,
            @Nullable String error) {
        TableId target = table.spec().target();
        String route = table.source().route() + " -> gs://" + pipeline.landing().bucket() + "/"
                + pipeline.landing().prefix() + target.dataset() + "/" + target.table() + "/seq=<n>/, mode "
                + table.spec().mode().word();
        return new TablePlan(target, state, route, scope, query, rows, size.bytes(), size.basis(), error);
    }
}
