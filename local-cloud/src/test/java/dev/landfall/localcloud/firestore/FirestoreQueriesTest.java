package dev.landfall.localcloud.firestore;

import static com.google.cloud.firestore.AggregateField.average;
import static com.google.cloud.firestore.AggregateField.count;
import static com.google.cloud.firestore.AggregateField.sum;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.firestore.AggregateQuerySnapshot;
import com.google.cloud.firestore.CollectionReference;
import com.google.cloud.firestore.FieldPath;
import com.google.cloud.firestore.Filter;
import com.google.cloud.firestore.Query;
import com.google.cloud.firestore.Query.Direction;
import com.google.cloud.firestore.QueryDocumentSnapshot;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class FirestoreQueriesTest extends FirestoreTest {
    private CollectionReference items;

    @BeforeAll
    void fill() {
        items = db.collection("items");
        put("a", Map.of("n", 1, "tags", List.of("x", "y"), "group", "red"));
        put("b", Map.of("n", 2, "tags", List.of("y"), "group", "red"));
        put("c", Map.of("n", 3.5, "tags", List.of("z"), "group", "blue"));
        put("d", Map.of("n", Double.NaN, "group", "blue"));
        Map<String, Object> nothing = new HashMap<>();
        nothing.put("n", null);
        put("e", nothing);
        put("f", Map.of("n", "text"));
        put("g", Map.of("other", 1));
    }

    private void put(String id, Map<String, Object> fields) {
        await(items.document(id).set(fields));
    }

    private static List<String> ids(Query query) {
        return await(query.get()).getDocuments().stream()
                .map(QueryDocumentSnapshot::getId)
                .toList();
    }

    @Test
    void comparisonsStayWithinOneKindOfValue() {
        assertThat(ids(items.whereEqualTo("n", 2.0))).containsExactly("b");
        assertThat(ids(items.whereLessThanOrEqualTo("n", 2))).containsExactly("d", "a", "b");
        assertThat(ids(items.whereLessThan("n", 2))).containsExactly("d", "a");
        assertThat(ids(items.whereGreaterThan("n", 1))).containsExactly("b", "c");
        assertThat(ids(items.whereGreaterThanOrEqualTo("n", 1))).containsExactly("a", "b", "c");
        assertThat(ids(items.whereGreaterThan("n", "a"))).containsExactly("f");
    }

    @Test
    void negativesLeaveOutNullAndMissing() {
        assertThat(ids(items.whereNotEqualTo("n", 1))).containsExactly("d", "b", "c", "f");
        assertThat(ids(items.whereNotIn("n", List.of(1, 2)))).containsExactly("d", "c", "f");
        assertThat(ids(items.whereNotIn("n", Arrays.asList(1, null)))).isEmpty();
    }

    @Test
    void unaryOperators() {
        assertThat(ids(items.whereEqualTo("n", null))).containsExactly("e");
        assertThat(ids(items.whereNotEqualTo("n", null))).containsExactly("d", "a", "b", "c", "f");
        assertThat(ids(items.whereEqualTo("n", Double.NaN))).containsExactly("d");
        assertThat(ids(items.whereNotEqualTo("n", Double.NaN))).containsExactly("a", "b", "c", "f");
    }

    @Test
    void listOperators() {
        assertThat(ids(items.whereIn("n", List.of(2, 3.5, "text")))).containsExactly("b", "c", "f");
        assertThat(ids(items.whereArrayContains("tags", "y"))).containsExactly("a", "b");
        assertThat(ids(items.whereArrayContainsAny("tags", List.of("x", "z")))).containsExactly("a", "c");
        assertThat(ids(items.whereIn(FieldPath.documentId(), List.of("c", "a", "none"))))
                .containsExactly("a", "c");
    }

    @Test
    void compositeFilters() {
        assertThat(ids(items.whereEqualTo("group", "red").whereGreaterThan("n", 1)))
                .containsExactly("b");
        Filter either = Filter.or(
                Filter.equalTo("group", "blue"),
                Filter.and(Filter.equalTo("group", "red"), Filter.arrayContains("tags", "x")));
        assertThat(ids(items.where(either))).containsExactly("a", "c", "d");
    }

    @Test
    void resultsAreOrderedByFieldsThenName() {
        assertThat(ids(items.orderBy("group"))).containsExactly("c", "d", "a", "b");
        assertThat(ids(items.orderBy("group", Direction.DESCENDING))).containsExactly("b", "a", "d", "c");
        assertThat(ids(items.orderBy("group").orderBy("n", Direction.DESCENDING)))
                .containsExactly("c", "d", "b", "a");
        assertThat(ids(items.orderBy("n"))).containsExactly("e", "d", "a", "b", "c", "f");
    }

    @Test
    void cursorsLimitsAndOffsets() {
        Query byNumber = items.orderBy("n");
        assertThat(ids(byNumber.startAt(1).endAt(2))).containsExactly("a", "b");
        assertThat(ids(byNumber.startAfter(1).endBefore(3.5))).containsExactly("b");
        assertThat(ids(byNumber.offset(2).limit(2))).containsExactly("a", "b");
        assertThat(ids(byNumber.limitToLast(2))).containsExactly("c", "f");
        assertThat(ids(items.orderBy("group")
                        .startAfter(await(items.document("d").get()))))
                .containsExactly("a", "b");
        assertThat(ids(items.orderBy(FieldPath.documentId()).startAt("e").limit(2)))
                .containsExactly("e", "f");
    }

    @Test
    void projectionsLeaveTheRestOut() {
        QueryDocumentSnapshot only = await(
                        items.whereEqualTo("n", 1).select("group").get())
                .getDocuments()
                .get(0);
        assertThat(only.getData()).isEqualTo(Map.of("group", "red"));
        assertThat(await(items.select(FieldPath.documentId()).get()).getDocuments())
                .hasSize(7)
                .allMatch(document -> document.getData().isEmpty());
    }

    @Test
    void collectionGroupsReachEveryDepth() {
        await(db.document("group/1/deep/a").set(Map.of("n", 1)));
        await(db.document("group/1/deep/a/deep/b").set(Map.of("n", 2)));
        await(db.document("deep/c").set(Map.of("n", 3)));
        await(db.document("deeper/d").set(Map.of("n", 4)));
        assertThat(ids(db.collectionGroup("deep").orderBy("n"))).containsExactly("a", "b", "c");
        assertThat(ids(db.collection("deep"))).containsExactly("c");
    }

    @Test
    void aggregations() {
        AggregateQuerySnapshot numbers = await(items.whereGreaterThan("n", 0)
                .aggregate(count(), sum("n"), average("n"))
                .get());
        assertThat(numbers.getCount()).isEqualTo(3);
        assertThat(numbers.getDouble(sum("n"))).isEqualTo(6.5);
        assertThat(numbers.getDouble(average("n"))).isEqualTo(6.5 / 3);
        AggregateQuerySnapshot none = await(
                items.whereEqualTo("n", 99).aggregate(sum("n"), average("n")).get());
        assertThat(none.getLong(sum("n"))).isZero();
        assertThat(none.getDouble(average("n"))).isNull();
        assertThat(await(items.count().get()).getCount()).isEqualTo(7);
        assertThat(await(items.limit(3).count().get()).getCount()).isEqualTo(3);
    }

    @Test
    void wholeTreesAreDeletedRecursively() {
        await(db.document("doomed/1").set(Map.of("n", 1)));
        await(db.document("doomed/1/below/2").set(Map.of("n", 2)));
        await(db.document("doomed2/1").set(Map.of("n", 3)));
        await(db.recursiveDelete(db.collection("doomed")));
        assertThat(await(db.document("doomed/1/below/2").get()).exists()).isFalse();
        assertThat(await(db.document("doomed/1").get()).exists()).isFalse();
        assertThat(await(db.document("doomed2/1").get()).exists()).isTrue();
    }
}
