package dev.landfall.localcloud.firestore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.firestore.v1.BeginTransactionRequest;
import com.google.firestore.v1.CommitRequest;
import com.google.firestore.v1.Document;
import com.google.firestore.v1.FirestoreGrpc;
import com.google.firestore.v1.GetDocumentRequest;
import com.google.firestore.v1.ListenRequest;
import com.google.firestore.v1.ListenResponse;
import com.google.firestore.v1.StructuredQuery;
import com.google.firestore.v1.StructuredQuery.CollectionSelector;
import com.google.firestore.v1.Target;
import com.google.firestore.v1.TargetChange.TargetChangeType;
import com.google.firestore.v1.Write;
import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What Google's client hides: transactions that end, streams that resume, servers that go. */
class FirestoreWireTest {
    private static final String DATABASE = "projects/p/databases/(default)";
    private static final String ROOT = DATABASE + "/documents";

    private final MovableClock clock = new MovableClock();
    private FirestoreServer server;
    private ManagedChannel channel;
    private FirestoreGrpc.FirestoreBlockingStub stub;

    @BeforeEach
    void connect() throws Exception {
        server = FirestoreServer.start(0, FirestoreIsolation.OPTIMISTIC, clock);
        channel = ManagedChannelBuilder.forAddress("127.0.0.1", server.port())
                .usePlaintext()
                .build();
        stub = FirestoreGrpc.newBlockingStub(channel);
    }

    @AfterEach
    void disconnect() {
        channel.shutdownNow();
        server.close();
    }

    @Test
    void anIdleTransactionEndsAfterAMinute() {
        ByteString transaction = begin();
        clock.move(Duration.ofSeconds(59));
        assertThatCode(() -> touch(transaction)).doesNotThrowAnyException();
        clock.move(Duration.ofSeconds(61));
        assertExpired(transaction);
    }

    @Test
    void noTransactionLivesLongerThanItsMaximum() {
        ByteString transaction = begin();
        for (int i = 0; i < 5; i++) {
            clock.move(Duration.ofSeconds(50));
            touch(transaction);
        }
        clock.move(Duration.ofSeconds(21));
        assertExpired(transaction);
    }

    @Test
    void commitTimesIncreaseEvenIfTheClockStandsStill() {
        long first = Micros.of(set("c/a", 1));
        assertThat(Micros.of(set("c/a", 2))).isEqualTo(first + 1);
    }

    @Test
    void aResumedListenerGetsTheDifferenceOnly() throws Exception {
        set("c/kept", 1);
        set("c/changed", 1);
        set("c/deleted", 1);
        List<ListenResponse> first = listen(target());
        assertThat(documents(first)).containsExactly("changed", "deleted", "kept");
        ByteString token = first.get(first.size() - 1).getTargetChange().getResumeToken();
        set("c/changed", 2);
        commit(Write.newBuilder().setDelete(ROOT + "/c/deleted").build());
        List<ListenResponse> second = listen(target().setResumeToken(token));
        assertThat(documents(second)).containsExactly("changed");
        assertThat(second)
                .filteredOn(ListenResponse::hasDocumentDelete)
                .extracting(response -> response.getDocumentDelete().getDocument())
                .containsExactly(ROOT + "/c/deleted");
    }

    @Test
    void aListenerThatComesBackTooLateStartsAnew() throws Exception {
        set("c/a", 1);
        List<ListenResponse> first = listen(target());
        ByteString token = first.get(first.size() - 1).getTargetChange().getResumeToken();
        clock.move(DocumentStore.RETENTION.plusSeconds(1));
        List<ListenResponse> second = listen(target().setResumeToken(token));
        assertThat(documents(second)).containsExactly("a");
        assertThat(second)
                .anyMatch(response -> response.getTargetChange().getTargetChangeType() == TargetChangeType.RESET);
    }

    @Test
    void pastStatesAreForgottenButPresentDocumentsAreNot() {
        set("c/a", 1);
        var past = set("c/a", 2);
        clock.move(Duration.ofMinutes(30));
        set("c/b", 1);
        assertThat(stub.getDocument(GetDocumentRequest.newBuilder()
                                .setName(ROOT + "/c/a")
                                .build())
                        .getUpdateTime())
                .isEqualTo(past);
        assertThatThrownBy(() -> stub.getDocument(GetDocumentRequest.newBuilder()
                        .setName(ROOT + "/c/a")
                        .setReadTime(past)
                        .build()))
                .hasMessageContaining("too old");
    }

    @Test
    void closingEndsOpenStreamsAndLeavesNoThreads() throws Exception {
        BlockingQueue<ListenResponse> responses = new LinkedBlockingQueue<>();
        open(target(), responses);
        assertThat(responses.poll(10, TimeUnit.SECONDS)).isNotNull();
        long before = System.nanoTime();
        server.close();
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(3));
        long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
        while (serverThreads() > 0 && System.nanoTime() < giveUp) {
            Thread.onSpinWait();
        }
        assertThat(serverThreads()).isZero();
    }

    private static long serverThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("firestore"))
                .count();
    }

    private ByteString begin() {
        return stub.beginTransaction(BeginTransactionRequest.newBuilder()
                        .setDatabase(DATABASE)
                        .build())
                .getTransaction();
    }

    private void touch(ByteString transaction) {
        var unused = stub.batchGetDocuments(com.google.firestore.v1.BatchGetDocumentsRequest.newBuilder()
                        .setDatabase(DATABASE)
                        .addDocuments(ROOT + "/c/a")
                        .setTransaction(transaction)
                        .build())
                .next();
    }

    private void assertExpired(ByteString transaction) {
        assertThatThrownBy(() -> stub.commit(CommitRequest.newBuilder()
                        .setDatabase(DATABASE)
                        .setTransaction(transaction)
                        .build()))
                .isInstanceOfSatisfying(
                        StatusRuntimeException.class,
                        e -> assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT))
                .hasMessageContaining("transaction has expired");
    }

    private com.google.protobuf.Timestamp set(String path, long value) {
        return commit(Write.newBuilder()
                .setUpdate(Document.newBuilder().setName(ROOT + "/" + path).putFields("n", Numbers.integer(value)))
                .build());
    }

    private com.google.protobuf.Timestamp commit(Write write) {
        return stub.commit(CommitRequest.newBuilder()
                        .setDatabase(DATABASE)
                        .addWrites(write)
                        .build())
                .getCommitTime();
    }

    private static Target.Builder target() {
        StructuredQuery query = StructuredQuery.newBuilder()
                .addFrom(CollectionSelector.newBuilder().setCollectionId("c"))
                .build();
        return Target.newBuilder()
                .setTargetId(1)
                .setQuery(Target.QueryTarget.newBuilder().setParent(ROOT).setStructuredQuery(query));
    }

    private static List<String> documents(List<ListenResponse> responses) {
        return responses.stream()
                .filter(ListenResponse::hasDocumentChange)
                .map(response -> ResourcePath.parse(
                                response.getDocumentChange().getDocument().getName())
                        .id())
                .toList();
    }

    /** Everything up to the first consistent state. */
    private List<ListenResponse> listen(Target.Builder target) throws InterruptedException {
        BlockingQueue<ListenResponse> responses = new LinkedBlockingQueue<>();
        StreamObserver<ListenRequest> requests = open(target, responses);
        List<ListenResponse> seen = new ArrayList<>();
        ListenResponse next;
        do {
            next = responses.poll(10, TimeUnit.SECONDS);
            assertThat(next).isNotNull();
            seen.add(next);
        } while (!next.hasTargetChange() || next.getTargetChange().getTargetChangeType() != TargetChangeType.NO_CHANGE);
        requests.onCompleted();
        return seen;
    }

    private StreamObserver<ListenRequest> open(Target.Builder target, BlockingQueue<ListenResponse> responses) {
        StreamObserver<ListenRequest> requests = FirestoreGrpc.newStub(channel).listen(new StreamObserver<>() {
            @Override
            public void onNext(ListenResponse response) {
                responses.add(response);
            }

            @Override
            public void onError(Throwable error) {}

            @Override
            public void onCompleted() {}
        });
        requests.onNext(ListenRequest.newBuilder()
                .setDatabase(DATABASE)
                .setAddTarget(target)
                .build());
        return requests;
    }
}
