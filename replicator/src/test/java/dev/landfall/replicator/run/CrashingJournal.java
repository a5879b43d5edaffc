package dev.landfall.replicator.run;

import dev.landfall.core.table.TableId;
import dev.landfall.replicator.delta.DeliveredPart;
import dev.landfall.replicator.delta.Delta;
import dev.landfall.replicator.delta.Extraction;
import dev.landfall.replicator.delta.SourceFile;
import dev.landfall.replicator.state.DeltaJournal;
import dev.landfall.replicator.state.UploadRecord;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A journal with crash points around each write. */
record CrashingJournal(DeltaJournal journal, CrashPoint crash) implements DeltaJournal {

    @Override
    public Optional<Delta> unfinished(TableId table) {
        return journal.unfinished(table);
    }

    @Override
    public Optional<Delta> resume(TableId table) {
        return journal.resume(table);
    }

    @Override
    public void plan(Delta delta) {
        crash.step();
        journal.plan(delta);
        crash.step();
    }

    @Override
    public void uploaded(Delta delta, List<DeliveredPart> parts, Extraction extraction) {
        crash.step();
        journal.uploaded(delta, parts, extraction);
        crash.step();
    }

    @Override
    public UploadRecord uploads(Delta delta) {
        return journal.uploads(delta);
    }

    @Override
    public void done(Delta delta) {
        crash.step();
        journal.done(delta);
        crash.step();
    }

    @Override
    public Optional<LocalDateTime> watermark(TableId table) {
        return journal.watermark(table);
    }

    @Override
    public long lastSequence(TableId table) {
        return journal.lastSequence(table);
    }

    @Override
    public List<SourceFile> unknown(TableId table, List<SourceFile> candidates) {
        return journal.unknown(table, candidates);
    }

    @Override
    public Map<String, String> partitions(TableId table) {
        return journal.partitions(table);
    }
}
