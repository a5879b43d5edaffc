package dev.landfall.gcp.firestore;

import com.google.api.core.ApiFuture;
import com.google.api.gax.rpc.ApiException;
import com.google.api.gax.rpc.StatusCode;
import com.google.cloud.firestore.DocumentReference;
import com.google.cloud.firestore.DocumentSnapshot;
import com.google.cloud.firestore.FieldMask;
import com.google.cloud.firestore.FieldPath;
import com.google.cloud.firestore.FieldValue;
import com.google.cloud.firestore.Firestore;
import com.google.cloud.firestore.Query;
import com.google.cloud.firestore.SetOptions;
import com.google.cloud.firestore.TransactionOptions;
import dev.landfall.core.landing.IgnoredReason;
import dev.landfall.core.ledger.BatchId;
import dev.landfall.core.ledger.BatchRecord;
import dev.landfall.core.ledger.BatchState;
import dev.landfall.core.ledger.FileCounts;
import dev.landfall.core.ledger.FileId;
import dev.landfall.core.ledger.FileRecord;
import dev.landfall.core.ledger.FileState;
import dev.landfall.core.ledger.LedgerStore;
import dev.landfall.core.ledger.TableRecord;
import dev.landfall.core.table.TableId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * The ledger's documents in Firestore: flat, with names that a person can read in the console. Queries use equality
 * only, so single-field indexes serve them. Thread-safe.
 */
public final class FirestoreLedgerStore implements LedgerStore {
    /** Losers of a lease and its holder meet in one document; the client's five attempts are few for that. */
    private static final TransactionOptions OPTIONS = TransactionOptions.createReadWriteOptionsBuilder()
            .setNumberOfAttempts(20)
            .build();

    private static final int DOCUMENTS_AT_ONCE = 300;
    private static final String SWEPT_UNTIL = "until";

    private final Firestore firestore;

    /** The caller closes the client. */
    public FirestoreLedgerStore(Firestore firestore) {
        this.firestore = firestore;
    }

    @Override
    public <T> T transact(Body<T> body) {
        return get(firestore.runTransaction(
                transaction -> body.run(new FirestoreTransaction(this, transaction)), OPTIONS));
    }

    @Override
    public boolean create(FileRecord file) {
        try {
            get(document(file.id()).create(FileDocument.write(file)));
            return true;
        } catch (ApiException e) {
            if (e.getStatusCode().getCode() == StatusCode.Code.ALREADY_EXISTS) {
                return false;
            }
            throw e;
        }
    }

    @Override
    public void countDuplicate(FileId file) {
        get(document(file).update("duplicates", FieldValue.increment(1)));
    }

    @Override
    public void countIgnored(IgnoredReason reason) {
        get(firestore
                .collection("counters")
                .document("ignored")
                .set(Map.of(reason.name().toLowerCase(Locale.ROOT), FieldValue.increment(1)), SetOptions.merge()));
    }

    @Override
    public Optional<FileRecord> file(FileId id) {
        return read(document(id), FileDocument::read);
    }

    @Override
    public Optional<BatchRecord> batch(BatchId id) {
        return read(document(id), BatchDocument::read);
    }

    @Override
    public Optional<TableRecord> table(TableId id) {
        return read(document(id), TableDocument::read);
    }

    @Override
    public List<TableRecord> tables() {
        return query(firestore.collection("tables"), TableDocument::read);
    }

    @Override
    public List<FileRecord> files(@Nullable TableId table, @Nullable FileState state, int limit) {
        return query(select("files", table, state).limit(limit), FileDocument::read);
    }

    @Override
    public List<FileRecord> files(
            @Nullable TableId table, @Nullable FileState state, @Nullable FileId after, int limit) {
        Query query = select("files", table, state).orderBy(FieldPath.documentId());
        return query((after == null ? query : query.startAfter(after.value())).limit(limit), FileDocument::read);
    }

    @Override
    public Set<FileId> known(Collection<FileId> ids) {
        Set<FileId> known = new HashSet<>();
        // That they are there is all; their lists need not travel.
        for (DocumentSnapshot snapshot : read(ids.stream().map(this::document).toList(), FieldMask.of("state"))) {
            if (snapshot.exists()) {
                known.add(new FileId(snapshot.getId()));
            }
        }
        return known;
    }

    @Override
    public Map<TableId, FileCounts> counts(Collection<TableId> tables) {
        return new FileCounting(firestore).of(tables);
    }

    @Override
    public FileCounts counts() {
        return new FileCounting(firestore).ofAll();
    }

    @Override
    public List<BatchRecord> batches(@Nullable TableId table, BatchState state, int limit) {
        return query(select("batches", table, state).limit(limit), BatchDocument::read);
    }

    @Override
    public List<BatchRecord> batches(Collection<BatchId> ids) {
        return read(ids.stream().map(this::document).toList(), null).stream()
                .flatMap(snapshot -> read(snapshot, BatchDocument::read).stream())
                .toList();
    }

    @Override
    public Optional<Instant> sweptUntil() {
        return Optional.ofNullable(get(sweep().get()).getTimestamp(SWEPT_UNTIL))
                .map(time -> Instant.ofEpochSecond(time.getSeconds(), time.getNanos()));
    }

    @Override
    public void markSwept(Instant until) {
        get(sweep().set(Map.of(SWEPT_UNTIL, Fields.timestamp(until))));
    }

    private DocumentReference sweep() {
        return firestore.collection("counters").document("sweep");
    }

    private Query select(String collection, @Nullable TableId table, @Nullable Enum<?> state) {
        Query query = firestore.collection(collection);
        if (table != null) {
            query = query.whereEqualTo("table", table.toString());
        }
        if (state != null) {
            query = query.whereEqualTo("state", state.name());
        }
        return query;
    }

    /** Many documents by few requests. */
    private List<DocumentSnapshot> read(List<DocumentReference> documents, @Nullable FieldMask fields) {
        List<DocumentSnapshot> snapshots = new ArrayList<>();
        for (int from = 0; from < documents.size(); from += DOCUMENTS_AT_ONCE) {
            DocumentReference[] some = documents
                    .subList(from, Math.min(documents.size(), from + DOCUMENTS_AT_ONCE))
                    .toArray(DocumentReference[]::new);
            snapshots.addAll(get(fields == null ? firestore.getAll(some) : firestore.getAll(some, fields)));
        }
        return snapshots;
    }

    DocumentReference document(FileId id) {
        return firestore.collection("files").document(id.value());
    }

    DocumentReference document(BatchId id) {
        return firestore.collection("batches").document(id.value());
    }

    DocumentReference meter(int shard) {
        return firestore.collection("counters").document("load_jobs_" + shard);
    }

    DocumentReference document(TableId id) {
        return firestore.collection("tables").document(id.toString());
    }

    /** Turns the values of a document into a record. */
    @FunctionalInterface
    interface Reader<R> {
        R read(String id, Map<String, Object> values);
    }

    static <R> Optional<R> read(DocumentSnapshot snapshot, Reader<R> reader) {
        @Nullable Map<String, Object> data = snapshot.getData();
        return data == null ? Optional.empty() : Optional.of(reader.read(snapshot.getId(), data));
    }

    private static <R> Optional<R> read(DocumentReference document, Reader<R> reader) {
        return read(get(document.get()), reader);
    }

    private static <R> List<R> query(Query query, Reader<R> reader) {
        return get(query.get()).getDocuments().stream()
                .map(document -> reader.read(document.getId(), document.getData()))
                .toList();
    }

    /** Waits, and throws what was thrown instead of what wraps it. */
    static <T> T get(ApiFuture<T> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for Firestore", e);
        } catch (ExecutionException e) {
            for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
                if (cause instanceof ApiException api) {
                    throw api;
                }
                if (cause instanceof IllegalStateException ours) {
                    throw ours;
                }
            }
            throw new IllegalStateException("Firestore failed: " + e.getMessage(), e);
        }
    }
}
