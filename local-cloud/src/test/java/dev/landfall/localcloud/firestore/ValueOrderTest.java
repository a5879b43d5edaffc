package dev.landfall.localcloud.firestore;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.firestore.v1.ArrayValue;
import com.google.firestore.v1.MapValue;
import com.google.firestore.v1.Value;
import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import com.google.type.LatLng;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ValueOrderTest {
    /** From smallest to greatest; the values in one list are equal. Source: "Data types" of the documentation. */
    private static final List<List<Value>> GOLDEN = List.of(
            List.of(Transforms.NULL),
            List.of(flag(false)),
            List.of(flag(true)),
            List.of(real(Double.NaN)),
            List.of(real(Double.NEGATIVE_INFINITY)),
            List.of(real(-Double.MAX_VALUE)),
            List.of(real(-0x1p63), integer(Long.MIN_VALUE)),
            List.of(integer(-1), real(-1)),
            List.of(real(-0.5)),
            List.of(integer(0), real(0.0), real(-0.0)),
            List.of(real(Double.MIN_VALUE)),
            List.of(integer(1), real(1)),
            List.of(real(1.5)),
            List.of(real(0x1p53), integer(1L << 53)),
            List.of(integer((1L << 53) + 1)),
            List.of(real(0x1p53 + 2), integer((1L << 53) + 2)),
            List.of(integer(Long.MAX_VALUE)),
            List.of(real(0x1p63)),
            List.of(real(Double.POSITIVE_INFINITY)),
            List.of(time(-1, 999_999_000)),
            List.of(time(1, 0)),
            List.of(time(1, 1000)),
            List.of(text("")),
            List.of(text("A")),
            List.of(text("a")),
            List.of(text("aa")),
            List.of(text("b")),
            List.of(text("é")),
            List.of(text("\uD7FF")),
            List.of(text("\uFFFD")),
            List.of(text("\uD83D\uDC34")),
            List.of(bytes()),
            List.of(bytes(0)),
            List.of(bytes(0x7f)),
            List.of(bytes(0x80)),
            List.of(bytes(0x80, 0)),
            List.of(reference("c/__id-5__")),
            List.of(reference("c/__id7__")),
            List.of(reference("c/__id12__")),
            List.of(reference("c/a")),
            List.of(reference("c/a/d/a")),
            List.of(reference("c/a-b")),
            List.of(reference("d/a")),
            List.of(place(-90, 0)),
            List.of(place(0, -180)),
            List.of(place(0, 1)),
            List.of(array()),
            List.of(array(Transforms.NULL)),
            List.of(array(integer(1)), array(real(1))),
            List.of(array(integer(1), text("a"))),
            List.of(array(integer(2))),
            List.of(vector(9)),
            List.of(vector(1, 2)),
            List.of(vector(1, 3)),
            List.of(vector(0, 0, 0)),
            List.of(map(Map.of())),
            List.of(map(Map.of("a", integer(1)))),
            List.of(map(Map.of("a", integer(1), "b", integer(0)))),
            List.of(map(Map.of("a", integer(2)))),
            List.of(map(Map.of("b", Transforms.NULL))));

    @Test
    void everyPairComparesAsInTheGoldenList() {
        for (int i = 0; i < GOLDEN.size(); i++) {
            for (int j = 0; j < GOLDEN.size(); j++) {
                for (Value left : GOLDEN.get(i)) {
                    for (Value right : GOLDEN.get(j)) {
                        assertThat(Integer.signum(ValueOrder.compare(left, right)))
                                .as("%s against %s", left, right)
                                .isEqualTo(Integer.compare(i, j));
                    }
                }
            }
        }
    }

    private static Value flag(boolean value) {
        return Value.newBuilder().setBooleanValue(value).build();
    }

    private static Value integer(long value) {
        return Numbers.integer(value);
    }

    private static Value real(double value) {
        return Numbers.real(value);
    }

    private static Value time(long seconds, int nanos) {
        return Value.newBuilder()
                .setTimestampValue(Timestamp.newBuilder().setSeconds(seconds).setNanos(nanos))
                .build();
    }

    private static Value text(String value) {
        return Value.newBuilder().setStringValue(value).build();
    }

    private static Value bytes(int... values) {
        byte[] raw = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            raw[i] = (byte) values[i];
        }
        return Value.newBuilder().setBytesValue(ByteString.copyFrom(raw)).build();
    }

    private static Value reference(String path) {
        return Value.newBuilder()
                .setReferenceValue("projects/p/databases/(default)/documents/" + path)
                .build();
    }

    private static Value place(double latitude, double longitude) {
        return Value.newBuilder()
                .setGeoPointValue(LatLng.newBuilder().setLatitude(latitude).setLongitude(longitude))
                .build();
    }

    private static Value array(Value... values) {
        return Value.newBuilder()
                .setArrayValue(ArrayValue.newBuilder().addAllValues(List.of(values)))
                .build();
    }

    private static Value vector(double... elements) {
        Value[] values = new Value[elements.length];
        for (int i = 0; i < elements.length; i++) {
            values[i] = real(elements[i]);
        }
        return map(Map.of("__type__", text("__vector__"), "value", array(values)));
    }

    private static Value map(Map<String, Value> fields) {
        return Value.newBuilder()
                .setMapValue(MapValue.newBuilder().putAllFields(fields))
                .build();
    }
}
