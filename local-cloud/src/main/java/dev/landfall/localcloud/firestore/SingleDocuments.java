package dev.landfall.localcloud.firestore;

import com.google.firestore.v1.CommitRequest;
import com.google.firestore.v1.CreateDocumentRequest;
import com.google.firestore.v1.DeleteDocumentRequest;
import com.google.firestore.v1.Document;
import com.google.firestore.v1.DocumentMask;
import com.google.firestore.v1.Precondition;
import com.google.firestore.v1.UpdateDocumentRequest;
import com.google.firestore.v1.Write;
import com.google.protobuf.Empty;
import java.util.UUID;

/** The calls that write one document and answer with it: each is a commit of one write. */
final class SingleDocuments {
    private final Sessions sessions;

    SingleDocuments(Sessions sessions) {
        this.sessions = sessions;
    }

    Document create(CreateDocumentRequest request) {
        String id = request.getDocumentId().isEmpty()
                ? UUID.randomUUID().toString().replace("-", "").substring(0, 20)
                : request.getDocumentId();
        ResourcePath name = ResourcePath.parseParent(request.getParent())
                .child(request.getCollectionId())
                .child(id);
        Write write = Write.newBuilder()
                .setUpdate(request.getDocument().toBuilder().setName(name.toString()))
                .setCurrentDocument(Precondition.newBuilder().setExists(false))
                .build();
        return writeAndRead(write, name, request.hasMask(), request.getMask());
    }

    Document update(UpdateDocumentRequest request) {
        Write.Builder write = Write.newBuilder().setUpdate(request.getDocument());
        if (request.hasUpdateMask()) {
            write.setUpdateMask(request.getUpdateMask());
        }
        if (request.hasCurrentDocument()) {
            write.setCurrentDocument(request.getCurrentDocument());
        }
        ResourcePath name = ResourcePath.parseDocument(request.getDocument().getName());
        return writeAndRead(write.build(), name, request.hasMask(), request.getMask());
    }

    Empty delete(DeleteDocumentRequest request) {
        Write.Builder write = Write.newBuilder().setDelete(request.getName());
        if (request.hasCurrentDocument()) {
            write.setCurrentDocument(request.getCurrentDocument());
        }
        sessions.commit(CommitRequest.newBuilder().addWrites(write).build());
        return Empty.getDefaultInstance();
    }

    private Document writeAndRead(Write write, ResourcePath name, boolean masked, DocumentMask mask) {
        CommitRequest request = CommitRequest.newBuilder().addWrites(write).build();
        Document written =
                sessions.past(sessions.commit(request).getCommitTime()).get(name);
        if (written == null) {
            throw new IllegalStateException("Just written, and missing: " + name);
        }
        return Projection.of(masked, mask).apply(written);
    }
}
