package dev.landfall.gcp.firestore;

import com.google.cloud.firestore.DocumentReference;
import com.google.cloud.firestore.DocumentSnapshot;
import com.google.cloud.firestore.Transaction;
import dev.landfall.core.budget.JobMeter;
import dev.landfall.core.ledger.BatchId;
import dev.landfall.core.ledger.BatchRecord;
import dev.landfall.core.ledger.FileId;
import dev.landfall.core.ledger.FileRecord;
import dev.landfall.core.ledger.LedgerTransaction;
import dev.landfall.core.ledger.TableRecord;
import dev.landfall.core.table.TableId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** One attempt of one transaction. */
final class FirestoreTransaction implements LedgerTransaction {
    private final FirestoreLedgerStore store;
    private final Transaction transaction;
    private final Map<DocumentReference, DocumentSnapshot> fetched = new HashMap<>();

    FirestoreTransaction(FirestoreLedgerStore store, Transaction transaction) {
        this.store = store;
        this.transaction = transaction;
    }

    @Override
    public void fetch(TableId table, Collection<BatchId> batches, Collection<FileId> files) {
        List<DocumentReference> documents = new ArrayList<>();
        documents.add(store.document(table));
        batches.forEach(id -> documents.add(store.document(id)));
        files.forEach(id -> documents.add(store.document(id)));
        read(documents);
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
        List<DocumentReference> documents = ids.stream().map(store::document).toList();
        read(documents.stream()
                .filter(document -> !fetched.containsKey(document))
                .toList());
        return ids.stream()
                .map(id -> read(store.document(id), FileDocument::read)
                        .orElseThrow(() -> new IllegalStateException("File " + id + " is not in the ledger")))
                .toList();
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
        if (!fetched.containsKey(document)) {
            read(List.of(document));
        }
        return FirestoreLedgerStore.read(Objects.requireNonNull(fetched.get(document)), reader);
    }

    private void read(List<DocumentReference> documents) {
        if (!documents.isEmpty()) {
            FirestoreLedgerStore.get(transaction.getAll(documents.toArray(DocumentReference[]::new)))
                    .forEach(snapshot -> fetched.put(snapshot.getReference(), snapshot));
        }
    }
}
