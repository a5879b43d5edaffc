package dev.landfall.gcp.firestore;

import com.google.cloud.firestore.DocumentReference;
import com.google.cloud.firestore.Transaction;
import dev.landfall.core.budget.JobMeter;
import dev.landfall.core.ledger.BatchId;
import dev.landfall.core.ledger.BatchRecord;
import dev.landfall.core.ledger.FileId;
import dev.landfall.core.ledger.FileRecord;
import dev.landfall.core.ledger.LedgerTransaction;
import dev.landfall.core.ledger.TableRecord;
import dev.landfall.core.table.TableId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One attempt of one transaction. */
final class FirestoreTransaction implements LedgerTransaction {
    private final FirestoreLedgerStore store;
    private final Transaction transaction;

    FirestoreTransaction(FirestoreLedgerStore store, Transaction transaction) {
        this.store = store;
        this.transaction = transaction;
    }

    @Override
    public Optional<TableRecord> table(TableId id) {
        return read(store.document(id), TableDocument::read);
    }

    @Override
    public Optional<BatchRecord> batch(BatchId id) {
        return read(store.document(id), BatchDocument::read);
    }

    @Override
    public List<FileRecord> files(List<FileId> ids) {
        DocumentReference[] documents = ids.stream().map(store::document).toArray(DocumentReference[]::new);
        Map<FileId, FileRecord> found = FirestoreLedgerStore.get(transaction.getAll(documents)).stream()
                .flatMap(snapshot -> FirestoreLedgerStore.read(snapshot, FileDocument::read).stream())
                .collect(Collectors.toMap(FileRecord::id, file -> file));
        return ids.stream().map(id -> present(found.get(id), id)).toList();
    }

    @Override
    public JobMeter meter(int shard) {
        return read(store.meter(shard), MeterDocument::read).orElse(JobMeter.EMPTY);
    }

    @Override
    public void put(int shard, JobMeter meter) {
        transaction.set(store.meter(shard), MeterDocument.write(meter));
    }

    @Override
    public void put(TableRecord table) {
        transaction.set(store.document(table.id()), TableDocument.write(table));
    }

    @Override
    public void put(BatchRecord batch) {
        transaction.set(store.document(batch.id()), BatchDocument.write(batch));
    }

    @Override
    public void put(FileRecord file) {
        transaction.set(store.document(file.id()), FileDocument.write(file));
    }

    private <R> Optional<R> read(DocumentReference document, FirestoreLedgerStore.Reader<R> reader) {
        return FirestoreLedgerStore.read(FirestoreLedgerStore.get(transaction.get(document)), reader);
    }

    private static FileRecord present(@Nullable FileRecord file, FileId id) {
        if (file == null) {
            throw new IllegalStateException("File " + id + " is not in the ledger");
        }
        return file;
    }
}
