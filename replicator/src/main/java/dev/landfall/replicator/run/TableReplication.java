package dev.landfall.replicator.run;

import dev.landfall.core.table.TableId;
import dev.landfall.replicator.delta.DeliveredPart;
import dev.landfall.replicator.delta.Delta;
import dev.landfall.replicator.delta.DeltaState;
import dev.landfall.replicator.delta.Extraction;
import dev.landfall.replicator.extension.DeltaSource;
import dev.landfall.replicator.state.DeltaJournal;
import dev.landfall.replicator.state.UploadRecord;
import dev.landfall.replicator.upload.UploadQueue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Delivers what changed in one table. The order is the promise: a delta is planned durably, then read and uploaded,
 * then its uploads are remembered, then its manifest lands, and only then the watermark moves. A crash between any two
 * steps is taken up by the next run with the same window and the same names.
 */
final class TableReplication {
    private final TableId table;
    private final DeltaSource source;
    private final DeltaJournal journal;
    private final LandingZone landing;
    private final RunSettings settings;
    private final Path folder;
    private final RunListener listener;

    TableReplication(
            TableId table,
            DeltaSource source,
            DeltaJournal journal,
            LandingZone landing,
            RunSettings settings,
            Path folder,
            RunListener listener) {
        this.table = table;
        this.source = source;
        this.journal = journal;
        this.landing = landing;
        this.settings = settings;
        this.folder = folder;
        this.listener = listener;
    }

    /** Ends a delta that an earlier run left, then takes the next. */
    TableResult run() {
        List<Delta> delivered = new ArrayList<>();
        List<UploadRecord> records = new ArrayList<>();
        Optional<Delta> left = journal.resume(table);
        if (left.isPresent()) {
            listener.resuming(left.get());
            records.add(deliver(left.get()));
            delivered.add(left.get());
        }
        Optional<Delta> next = source.discover(journal);
        if (next.isPresent()) {
            journal.plan(next.get());
            records.add(deliver(next.get()));
            delivered.add(next.get());
        }
        source.delivered();
        return result(delivered, records);
    }

    private UploadRecord deliver(Delta delta) {
        if (delta.state() == DeltaState.PLANNED) {
            extract(delta);
        }
        UploadRecord uploads = journal.uploads(delta);
        if (!uploads.parts().isEmpty()) {
            landing.deliverManifest(delta, uploads, folder);
        }
        journal.done(delta);
        return uploads;
    }

    private void extract(Delta delta) {
        try (UploadQueue queue = new UploadQueue(settings.parallelUploads(), settings.uploadBytes(), part -> {
            DeliveredPart delivered = landing.deliver(delta, part);
            listener.delivered(table, delivered);
            return delivered;
        })) {
            Extraction extraction = source.extract(delta, queue::submit);
            journal.uploaded(delta, queue.await(), extraction);
        }
    }

    private TableResult result(List<Delta> deltas, List<UploadRecord> records) {
        List<DeliveredPart> parts =
                records.stream().flatMap(record -> record.parts().stream()).toList();
        if (deltas.isEmpty()) {
            return TableResult.nothingNew(table);
        }
        Extraction last = records.get(records.size() - 1).extraction();
        return new TableResult(
                table,
                parts.isEmpty() ? TableState.NOTHING_NEW : TableState.DELIVERED,
                deltas.stream().map(Delta::scope).toList(),
                deltas.get(deltas.size() - 1).query(),
                parts.size(),
                TableResult.rows(parts),
                parts.stream().mapToLong(DeliveredPart::size).sum(),
                last.rowsWithoutWatermark(),
                last.rowsAhead(),
                null);
    }
}
