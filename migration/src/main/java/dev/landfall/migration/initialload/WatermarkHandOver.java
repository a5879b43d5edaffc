package dev.landfall.migration.initialload;

import dev.landfall.core.table.TableId;
import dev.landfall.replicator.delta.Delta;
import dev.landfall.replicator.delta.DeltaState;
import dev.landfall.replicator.delta.Extraction;
import dev.landfall.replicator.extension.DeltaSource;
import dev.landfall.replicator.pipeline.StateLocation;
import dev.landfall.replicator.state.DeltaJournal;
import dev.landfall.replicator.state.StateDatabase;
import dev.landfall.replicator.window.Window;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Deltas of rows begin at a watermark. It is noted from the source's own clock before any file is listed, less the
 * settling time; it is written into the replicator's state database, as a delta without parts, only when the target has
 * the rows. Until then the replicator knows nothing of the table and must not be run for it. The database is opened for
 * moments only, so that the deltas of other tables go on meanwhile.
 *
 * @param source opens the table's source
 * @param state where the replicator's state database is
 */
public record WatermarkHandOver(TableId target, Supplier<DeltaSource> source, StateLocation state, Clock clock)
        implements FirstDelta {

    @Override
    public Beginning note() {
        return withJournal(journal -> {
            refuseIfBegun(journal);
            try (DeltaSource opened = source.get()) {
                Delta first = opened.discover(journal)
                        .orElseThrow(() -> new InitialLoadException("The clock of the source of " + target
                                + " stands too early for a first window: look at 'settle'"));
                LocalDateTime upper = first.rowWindow().upper();
                return new Beginning(first.sequence(), upper);
            }
        });
    }

    private void refuseIfBegun(DeltaJournal journal) {
        Optional<LocalDateTime> watermark = journal.watermark(target);
        if (watermark.isPresent() || journal.unfinished(target).isPresent()) {
            throw new InitialLoadException("Deltas of " + target + " have begun already"
                    + watermark.map(mark -> " (watermark " + mark + ")").orElse("")
                    + ", so its target has rows: there is nothing to load first. Take the table out of --tables");
        }
    }

    @Override
    public void handOver(LoadState load) {
        LocalDateTime upper = Objects.requireNonNull(load.upper(), "a watermark was noted");
        withJournal(journal -> {
            if (journal.watermark(target).filter(mark -> !mark.isBefore(upper)).isPresent()) {
                return upper;
            }
            Delta delta = journal.unfinished(target).orElseGet(() -> {
                Delta planned = Delta.ofRows(
                        target,
                        new Window(null, null, upper),
                        "initial load: " + load.files().files() + " files of " + load.source() + " copied to "
                                + load.folder());
                journal.plan(planned);
                return planned;
            });
            if (delta.sequence() != load.sequence()) {
                throw new InitialLoadException("A delta of " + target + " began during its initial load: " + delta.id()
                        + ". Let the replicator finish it, then resume");
            }
            if (delta.state() == DeltaState.PLANNED) {
                journal.uploaded(delta, List.of(), Extraction.SILENT);
            }
            journal.done(delta);
            return upper;
        });
    }

    private <T> T withJournal(Function<DeltaJournal, T> work) {
        try (StateDatabase database = StateDatabase.open(state)) {
            return work.apply(database.journal(clock));
        }
    }
}
