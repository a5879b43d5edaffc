package dev.landfall.localcloud.firestore;

import com.google.firestore.v1.ArrayValue;
import com.google.firestore.v1.MapValue;
import com.google.firestore.v1.Value;
import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import com.google.type.LatLng;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Firestore's order over all values: null, boolean, number (NaN first, integers and doubles compared exactly),
 * timestamp, string, bytes, reference, geo point, array, vector, map. Values that compare as 0 are equal to queries.
 */
final class ValueOrder {
    static final Comparator<Value> INSTANCE = ValueOrder::compare;

    private static final Comparator<LatLng> LAT_LNG =
            Comparator.comparingDouble(LatLng::getLatitude).thenComparingDouble(LatLng::getLongitude);
    private static final Comparator<Timestamp> TIMESTAMP =
            Comparator.comparingLong(Timestamp::getSeconds).thenComparingInt(Timestamp::getNanos);

    private ValueOrder() {}

    static int compare(Value left, Value right) {
        ValueKind kind = ValueKind.of(left);
        int order = kind.compareTo(ValueKind.of(right));
        if (order != 0) {
            return order;
        }
        return switch (kind) {
            case NULL -> 0;
            case BOOLEAN -> Boolean.compare(left.getBooleanValue(), right.getBooleanValue());
            case NUMBER -> compareNumbers(left, right);
            case TIMESTAMP -> TIMESTAMP.compare(left.getTimestampValue(), right.getTimestampValue());
            case STRING -> Utf8Order.compare(left.getStringValue(), right.getStringValue());
            case BYTES ->
                ByteString.unsignedLexicographicalComparator().compare(left.getBytesValue(), right.getBytesValue());
            case REFERENCE ->
                ResourcePath.parse(left.getReferenceValue()).compareTo(ResourcePath.parse(right.getReferenceValue()));
            case GEO_POINT -> LAT_LNG.compare(left.getGeoPointValue(), right.getGeoPointValue());
            case ARRAY -> compareArrays(left.getArrayValue(), right.getArrayValue());
            case VECTOR -> compareVectors(left.getMapValue(), right.getMapValue());
            case MAP -> compareMaps(left.getMapValue(), right.getMapValue());
        };
    }

    static boolean equal(Value left, Value right) {
        return compare(left, right) == 0;
    }

    static boolean contains(ArrayValue array, Value wanted) {
        return array.getValuesList().stream().anyMatch(value -> equal(value, wanted));
    }

    static boolean isNan(Value value) {
        return value.hasDoubleValue() && Double.isNaN(value.getDoubleValue());
    }

    private static int compareNumbers(Value left, Value right) {
        if (left.hasIntegerValue() && right.hasIntegerValue()) {
            return Long.compare(left.getIntegerValue(), right.getIntegerValue());
        }
        if (left.hasDoubleValue() && right.hasDoubleValue()) {
            return compareDoubles(left.getDoubleValue(), right.getDoubleValue());
        }
        return left.hasIntegerValue()
                ? compareMixed(left.getIntegerValue(), right.getDoubleValue())
                : -compareMixed(right.getIntegerValue(), left.getDoubleValue());
    }

    private static int compareDoubles(double left, double right) {
        if (Double.isNaN(left) || Double.isNaN(right)) {
            return Boolean.compare(Double.isNaN(right), Double.isNaN(left));
        }
        // Adding 0.0 turns -0.0 into 0.0: Firestore holds the two equal.
        return Double.compare(left + 0.0, right + 0.0);
    }

    private static int compareMixed(long left, double right) {
        if (Double.isNaN(right)) {
            return 1;
        }
        if (Double.isInfinite(right)) {
            return right > 0 ? -1 : 1;
        }
        return BigDecimal.valueOf(left).compareTo(new BigDecimal(right));
    }

    private static int compareArrays(ArrayValue left, ArrayValue right) {
        int shared = Math.min(left.getValuesCount(), right.getValuesCount());
        for (int i = 0; i < shared; i++) {
            int order = compare(left.getValues(i), right.getValues(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(left.getValuesCount(), right.getValuesCount());
    }

    private static int compareVectors(MapValue left, MapValue right) {
        ArrayValue leftElements = ValueKind.vectorElements(left);
        ArrayValue rightElements = ValueKind.vectorElements(right);
        int order = Integer.compare(leftElements.getValuesCount(), rightElements.getValuesCount());
        return order != 0 ? order : compareArrays(leftElements, rightElements);
    }

    private static int compareMaps(MapValue left, MapValue right) {
        List<String> leftKeys = sortedKeys(left);
        List<String> rightKeys = sortedKeys(right);
        int shared = Math.min(leftKeys.size(), rightKeys.size());
        for (int i = 0; i < shared; i++) {
            int order = Utf8Order.compare(leftKeys.get(i), rightKeys.get(i));
            if (order == 0) {
                order = compare(left.getFieldsOrThrow(leftKeys.get(i)), right.getFieldsOrThrow(rightKeys.get(i)));
            }
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(leftKeys.size(), rightKeys.size());
    }

    private static List<String> sortedKeys(MapValue map) {
        List<String> keys = new ArrayList<>(map.getFieldsMap().keySet());
        keys.sort(Utf8Order::compare);
        return keys;
    }
}
