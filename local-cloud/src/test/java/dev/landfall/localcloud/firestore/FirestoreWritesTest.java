package dev.landfall.localcloud.firestore;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.Timestamp;
import com.google.cloud.firestore.Blob;
import com.google.cloud.firestore.BulkWriter;
import com.google.cloud.firestore.DocumentReference;
import com.google.cloud.firestore.DocumentSnapshot;
import com.google.cloud.firestore.FieldMask;
import com.google.cloud.firestore.FieldPath;
import com.google.cloud.firestore.FieldValue;
import com.google.cloud.firestore.Precondition;
import com.google.cloud.firestore.SetOptions;
import com.google.cloud.firestore.WriteBatch;
import com.google.cloud.firestore.WriteResult;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FirestoreWritesTest extends FirestoreTest {
    @Test
    void documentsComeBackAsWritten() {
        DocumentReference document = db.document("round/trip");
        Map<String, Object> fields = new HashMap<>();
        fields.put("text", "žluťoučký \uD83D\uDC34");
        fields.put("number", 42L);
        fields.put("real", -0.5);
        fields.put("flag", true);
        fields.put("none", null);
        fields.put("bytes", Blob.fromBytes(new byte[] {0, -1}));
        fields.put("time", Timestamp.ofTimeSecondsAndNanos(1_700_000_000, 123_456_000));
        fields.put("list", List.of(1L, "two", Map.of("three", 3L)));
        fields.put("map", Map.of("a.b", Map.of("`", "quoted")));
        fields.put("reference", db.document("other/document"));
        await(document.set(fields));
        assertThat(await(document.get()).getData()).isEqualTo(fields);
    }

    @Test
    void createRefusesAnExistingDocument() {
        DocumentReference document = db.document("create/once");
        await(document.create(Map.of("n", 1)));
        assertRefused(Status.Code.ALREADY_EXISTS, document.create(Map.of("n", 2)));
        assertThat(await(document.get()).getLong("n")).isEqualTo(1);
    }

    @Test
    void updateRefusesAMissingDocument() {
        assertRefused(Status.Code.NOT_FOUND, db.document("update/missing").update("n", 1));
        assertThat(await(db.document("update/missing").get()).exists()).isFalse();
    }

    @Test
    void updateTimeGuardsAgainstLostUpdates() {
        DocumentReference document = db.document("guard/document");
        WriteResult first = await(document.set(Map.of("n", 1)));
        Precondition unchanged = Precondition.updatedAt(first.getUpdateTime());
        WriteResult second = await(document.update(unchanged, "n", 2));
        assertThat(second.getUpdateTime()).isGreaterThan(first.getUpdateTime());
        assertRefused(Status.Code.FAILED_PRECONDITION, document.update(unchanged, "n", 3));
        assertRefused(Status.Code.FAILED_PRECONDITION, document.delete(unchanged));
        assertThat(await(document.get()).getLong("n")).isEqualTo(2);
    }

    @Test
    void aWriteThatChangesNothingKeepsTheUpdateTime() {
        DocumentReference document = db.document("same/document");
        WriteResult first = await(document.set(Map.of("n", 1)));
        assertThat(await(document.set(Map.of("n", 1))).getUpdateTime()).isEqualTo(first.getUpdateTime());
    }

    @Test
    void commitTimesAreWholeMicrosecondsAndStrictlyIncrease() {
        DocumentReference document = db.document("clock/document");
        Timestamp last = Timestamp.MIN_VALUE;
        for (int i = 0; i < 50; i++) {
            Timestamp time = await(document.set(Map.of("n", i))).getUpdateTime();
            assertThat(time).isGreaterThan(last);
            assertThat(time.getNanos() % 1000).isZero();
            last = time;
        }
    }

    @Test
    void transformsAreEvaluatedByTheServer() {
        DocumentReference document = db.document("transform/document");
        await(document.set(Map.of("n", 1, "list", List.of(1, 2), "gone", true)));
        await(document.update(Map.of(
                "n", FieldValue.increment(4),
                "real", FieldValue.increment(0.5),
                "list", FieldValue.arrayUnion(2.0, 3),
                "gone", FieldValue.delete(),
                "at", FieldValue.serverTimestamp())));
        DocumentSnapshot after = await(document.get());
        assertThat(after.getLong("n")).isEqualTo(5);
        assertThat(after.getDouble("real")).isEqualTo(0.5);
        assertThat(after.get("list")).isEqualTo(List.of(1L, 2L, 3L));
        assertThat(after.contains("gone")).isFalse();
        assertThat(after.getTimestamp("at")).isLessThanOrEqualTo(after.getUpdateTime());
        await(document.update("list", FieldValue.arrayRemove(1, 3)));
        assertThat(await(document.get()).get("list")).isEqualTo(List.of(2L));
    }

    @Test
    void integerIncrementsSaturate() {
        DocumentReference document = db.document("transform/saturated");
        await(document.set(Map.of("n", Long.MAX_VALUE - 1)));
        await(document.update("n", FieldValue.increment(5)));
        assertThat(await(document.get()).getLong("n")).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void nestedUpdatesLeaveTheirNeighboursAlone() {
        DocumentReference document = db.document("nested/document");
        await(document.set(Map.of("a", Map.of("x", 1, "y", 2), "b", 3)));
        await(document.update("a.x", 10, "a.z", 30));
        await(document.update(FieldPath.of("a", "dotted.key"), 40));
        assertThat(await(document.get()).getData())
                .isEqualTo(Map.of("a", Map.of("x", 10L, "y", 2L, "z", 30L, "dotted.key", 40L), "b", 3L));
        await(document.update("a.x", FieldValue.delete(), "b", FieldValue.delete()));
        assertThat(await(document.get()).getData())
                .isEqualTo(Map.of("a", Map.of("y", 2L, "z", 30L, "dotted.key", 40L)));
    }

    @Test
    void setMergeKeepsWhatItDoesNotName() {
        DocumentReference document = db.document("merge/document");
        await(document.set(Map.of("a", Map.of("x", 1, "y", 2), "b", 3)));
        await(document.set(Map.of("a", Map.of("x", 10), "c", 4), SetOptions.merge()));
        assertThat(await(document.get()).getData()).isEqualTo(Map.of("a", Map.of("x", 10L, "y", 2L), "b", 3L, "c", 4L));
        await(document.set(Map.of("b", 30, "c", 40), SetOptions.mergeFields("b")));
        assertThat(await(document.get()).getLong("c")).isEqualTo(4);
    }

    @Test
    void aBatchIsAtomic() {
        await(db.document("batch/present").set(Map.of("n", 1)));
        WriteBatch batch = db.batch();
        batch.set(db.document("batch/other"), Map.of("n", 1));
        batch.create(db.document("batch/present"), Map.of("n", 2));
        assertRefused(Status.Code.ALREADY_EXISTS, batch.commit());
        assertThat(await(db.document("batch/other").get()).exists()).isFalse();
    }

    @Test
    void laterWritesOfABatchSeeEarlierOnes() {
        DocumentReference document = db.document("batch/chained");
        WriteBatch batch = db.batch();
        batch.create(document, Map.of("n", 1));
        batch.update(document, "n", FieldValue.increment(1));
        batch.delete(db.document("batch/never"));
        await(batch.commit());
        assertThat(await(document.get()).getLong("n")).isEqualTo(2);
    }

    @Test
    void bulkWriterReportsEachWriteByItself() throws Exception {
        await(db.document("bulk/7").set(Map.of("n", -1)));
        List<String> failed = Collections.synchronizedList(new ArrayList<>());
        try (BulkWriter writer = db.bulkWriter()) {
            writer.addWriteErrorListener(error -> {
                failed.add(error.getDocumentReference().getId());
                return false;
            });
            for (int i = 0; i < 50; i++) {
                var unused = writer.create(db.document("bulk/" + i), Map.of("n", i));
            }
        }
        assertThat(failed).containsExactly("7");
        assertThat(await(db.collection("bulk").get()).size()).isEqualTo(50);
    }

    @Test
    void getAllReturnsMissingDocumentsAndHonoursAMask() {
        await(db.document("all/1").set(Map.of("a", 1, "b", 2)));
        List<DocumentSnapshot> found = await(
                db.getAll(new DocumentReference[] {db.document("all/1"), db.document("all/2")}, FieldMask.of("a")));
        assertThat(found.get(0).getData()).isEqualTo(Map.of("a", 1L));
        assertThat(found.get(1).exists()).isFalse();
    }

    @Test
    void limitsOfTheServiceAreKept() {
        assertRefused(
                Status.Code.INVALID_ARGUMENT, db.document("limits/__reserved__").set(Map.of("n", 1)));
        assertRefused(
                Status.Code.INVALID_ARGUMENT,
                db.document("limits/" + "é".repeat(751)).set(Map.of("n", 1)));
        await(db.document("limits/" + "é".repeat(750)).set(Map.of("n", 1)));
        assertRefused(Status.Code.INVALID_ARGUMENT, db.document("limits/big").set(Map.of("text", "x".repeat(1 << 20))));
        await(db.document("limits/big").set(Map.of("text", "x".repeat((1 << 20) - 200))));
        assertRefused(Status.Code.INVALID_ARGUMENT, db.document("limits/deep").set(nested(21)));
        await(db.document("limits/deep").set(nested(20)));
    }

    @Test
    void collectionsAndMissingParentsAreListed() {
        await(db.document("tree/parent/leaves/leaf").set(Map.of("n", 1)));
        assertThat(db.document("tree/parent").listCollections())
                .extracting(collection -> collection.getId())
                .containsExactly("leaves");
        assertThat(db.collection("tree").listDocuments())
                .extracting(DocumentReference::getId)
                .containsExactly("parent");
        assertThat(await(db.collection("tree").get()).isEmpty()).isTrue();
    }

    private static Map<String, Object> nested(int levels) {
        Map<String, Object> map = Map.of("leaf", 1);
        for (int i = 1; i < levels; i++) {
            map = Map.of("inner", map);
        }
        return map;
    }
}
