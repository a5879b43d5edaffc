package dev.landfall.localcloud.firestore;

import com.google.firestore.v1.Cursor;
import com.google.firestore.v1.StructuredQuery;
import com.google.firestore.v1.StructuredQuery.Direction;
import com.google.firestore.v1.StructuredQuery.Order;
import com.google.firestore.v1.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The total order of a query's results: the explicit keys, then fields compared by inequality that are not among them,
 * then the name; implicit keys follow the last explicit direction.
 */
record SortOrder(List<Key> keys) implements Comparator<StoredDocument> {
    record Key(FieldPath field, boolean descending) {
        int compare(StoredDocument left, StoredDocument right) {
            int order = field.isName()
                    ? left.name().compareTo(right.name())
                    : compareValues(left.read(field), right.read(field));
            return descending ? -order : order;
        }

        int compare(StoredDocument document, Value bound) {
            int order = compareValues(document.read(field), bound);
            return descending ? -order : order;
        }

        /** Documents without the field are left out before anything is sorted. */
        private static int compareValues(@Nullable Value left, @Nullable Value right) {
            if (left == null || right == null) {
                throw new IllegalStateException("Sorting a document that lacks the field");
            }
            return ValueOrder.compare(left, right);
        }
    }

    SortOrder {
        keys = List.copyOf(keys);
    }

    static SortOrder of(StructuredQuery query, List<FieldPath> inequalities) {
        List<Key> keys = new ArrayList<>();
        for (Order order : query.getOrderByList()) {
            keys.add(new Key(
                    FieldPath.parse(order.getField().getFieldPath()), order.getDirection() == Direction.DESCENDING));
        }
        boolean descending = !keys.isEmpty() && keys.get(keys.size() - 1).descending();
        for (FieldPath field : new TreeSet<>(inequalities)) {
            if (!field.isName()) {
                addMissing(keys, field, descending);
            }
        }
        addMissing(keys, FieldPath.NAME, descending);
        return new SortOrder(keys);
    }

    private static void addMissing(List<Key> keys, FieldPath field, boolean descending) {
        if (keys.stream().noneMatch(key -> key.field().equals(field))) {
            keys.add(new Key(field, descending));
        }
    }

    /** Whether this is just the order of names, in which collections are kept. */
    boolean isByName() {
        return keys.equals(List.of(new Key(FieldPath.NAME, false)));
    }

    /** Only documents that have every key take part in the query. */
    boolean covers(StoredDocument document) {
        return keys.stream().allMatch(key -> document.has(key.field()));
    }

    boolean isAtOrAfter(StoredDocument document, Cursor start) {
        int order = compareToCursor(document, start);
        return start.getBefore() ? order >= 0 : order > 0;
    }

    boolean isBefore(StoredDocument document, Cursor end) {
        int order = compareToCursor(document, end);
        return end.getBefore() ? order < 0 : order <= 0;
    }

    void check(Cursor cursor) {
        if (cursor.getValuesCount() > keys.size()) {
            throw Refusal.invalid("Cursor has too many values: " + cursor.getValuesCount() + " for an order by "
                    + keys.size() + " fields.");
        }
    }

    private int compareToCursor(StoredDocument document, Cursor cursor) {
        int order = 0;
        for (int i = 0; order == 0 && i < cursor.getValuesCount(); i++) {
            order = keys.get(i).compare(document, cursor.getValues(i));
        }
        return order;
    }

    @Override
    public int compare(StoredDocument left, StoredDocument right) {
        int order = 0;
        for (int i = 0; order == 0 && i < keys.size(); i++) {
            order = keys.get(i).compare(left, right);
        }
        return order;
    }
}
