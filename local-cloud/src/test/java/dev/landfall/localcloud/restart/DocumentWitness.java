package dev.landfall.localcloud.restart;

import com.google.firestore.v1.CommitRequest;
import com.google.firestore.v1.Document;
import com.google.firestore.v1.FirestoreGrpc;
import com.google.firestore.v1.GetDocumentRequest;
import com.google.firestore.v1.Value;
import com.google.firestore.v1.Write;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.Optional;
import java.util.Random;

/** Documents set and deleted, always two alike in one commit. */
final class DocumentWitness implements Witness {
    private static final String DATABASE = "projects/" + ChildCloud.PROJECT + "/databases/(default)";
    private static final String FIELD = "v";

    private final Expectation documents = new Expectation();

    @Override
    public void prepare(ChildCloud cloud) {}

    @Override
    public void write(ChildCloud cloud, Random random) throws Exception {
        String id = "document-" + random.nextInt(20);
        boolean delete = random.nextInt(4) == 0;
        String value = Long.toHexString(random.nextLong());
        CommitRequest.Builder commit = CommitRequest.newBuilder().setDatabase(DATABASE);
        for (String name : new String[] {left(id), right(id)}) {
            commit.addWrites(
                    delete
                            ? Write.newBuilder().setDelete(name)
                            : Write.newBuilder()
                                    .setUpdate(Document.newBuilder()
                                            .setName(name)
                                            .putFields(
                                                    FIELD,
                                                    Value.newBuilder()
                                                            .setStringValue(value)
                                                            .build())));
        }
        documents.during(id, delete ? Optional.empty() : Optional.of(value + value), () -> {
            var unused = cloud.call(
                    () -> FirestoreGrpc.newBlockingStub(cloud.firestore()).commit(commit.build()));
        });
    }

    @Override
    public void check(ChildCloud cloud) {
        for (String id : documents.everNamed()) {
            Optional<String> left = read(cloud, left(id));
            Optional<String> right = read(cloud, right(id));
            documents.check(
                    id,
                    left.isEmpty() && right.isEmpty()
                            ? Optional.empty()
                            : Optional.of(left.orElse("nothing") + right.orElse("nothing")));
        }
        documents.settled();
    }

    private static Optional<String> read(ChildCloud cloud, String name) {
        try {
            Document document = FirestoreGrpc.newBlockingStub(cloud.firestore())
                    .getDocument(GetDocumentRequest.newBuilder().setName(name).build());
            return Optional.of(document.getFieldsOrThrow(FIELD).getStringValue());
        } catch (StatusRuntimeException e) {
            if (e.getStatus().getCode() == Status.Code.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    @Override
    public int acknowledged() {
        return documents.count();
    }

    private static String left(String id) {
        return DATABASE + "/documents/left/" + id;
    }

    private static String right(String id) {
        return DATABASE + "/documents/right/" + id;
    }
}
