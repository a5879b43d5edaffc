package dev.landfall.localcloud.firestore;

import com.google.firestore.v1.ArrayValue;
import com.google.firestore.v1.DocumentTransform.FieldTransform;
import com.google.firestore.v1.Value;
import com.google.protobuf.NullValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Field transforms, evaluated by the server at commit. Source of the rules: comments of {@code write.proto}. */
final class Transforms {
    static final Value NULL =
            Value.newBuilder().setNullValue(NullValue.NULL_VALUE).build();

    /**
     * @param stored what the field becomes
     * @param result what the write's result reports
     */
    record Outcome(Value stored, Value result) {
        static Outcome same(Value value) {
            return new Outcome(value, value);
        }
    }

    private Transforms() {}

    static Outcome apply(FieldTransform transform, @Nullable Value old, long commitMicros) {
        return switch (transform.getTransformTypeCase()) {
            case SET_TO_SERVER_VALUE -> Outcome.same(serverTime(transform, commitMicros));
            case INCREMENT -> Outcome.same(increment(old, number(transform.getIncrement())));
            case MAXIMUM -> Outcome.same(extreme(old, number(transform.getMaximum()), 1));
            case MINIMUM -> Outcome.same(extreme(old, number(transform.getMinimum()), -1));
            case APPEND_MISSING_ELEMENTS -> new Outcome(appendMissing(old, transform.getAppendMissingElements()), NULL);
            case REMOVE_ALL_FROM_ARRAY -> new Outcome(removeAll(old, transform.getRemoveAllFromArray()), NULL);
            case TRANSFORMTYPE_NOT_SET ->
                throw Refusal.invalid("The transform of " + transform.getFieldPath() + " says nothing to do.");
        };
    }

    private static Value serverTime(FieldTransform transform, long commitMicros) {
        if (transform.getSetToServerValue() != FieldTransform.ServerValue.REQUEST_TIME) {
            throw Refusal.invalid("Unknown server value for " + transform.getFieldPath() + ".");
        }
        // The request time has millisecond precision, unlike the commit time.
        return Value.newBuilder()
                .setTimestampValue(Micros.timestamp(Math.floorDiv(commitMicros, 1000) * 1000))
                .build();
    }

    private static Value number(Value operand) {
        if (ValueKind.of(operand) != ValueKind.NUMBER) {
            throw Refusal.invalid("The operand of increment, maximum and minimum must be an integer or a double.");
        }
        return operand;
    }

    private static Value increment(@Nullable Value old, Value by) {
        if (old == null || ValueKind.of(old) != ValueKind.NUMBER) {
            return by;
        }
        if (old.hasIntegerValue() && by.hasIntegerValue()) {
            return Numbers.integer(saturatedAdd(old.getIntegerValue(), by.getIntegerValue()));
        }
        return Numbers.real(Numbers.toDouble(old) + Numbers.toDouble(by));
    }

    private static long saturatedAdd(long left, long right) {
        long sum = left + right;
        boolean overflow = ((left ^ sum) & (right ^ sum)) < 0;
        return !overflow ? sum : left < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
    }

    /** @param sign 1 for the maximum, -1 for the minimum; of equal numbers the stored one stays, NaN wins always */
    private static Value extreme(@Nullable Value old, Value candidate, int sign) {
        if (old == null || ValueKind.of(old) != ValueKind.NUMBER) {
            return candidate;
        }
        if (ValueOrder.isNan(old) || ValueOrder.isNan(candidate)) {
            return Numbers.real(Double.NaN);
        }
        return ValueOrder.compare(candidate, old) * sign > 0 ? candidate : old;
    }

    private static List<Value> elements(@Nullable Value old) {
        return old == null ? List.of() : old.getArrayValue().getValuesList();
    }

    private static Value appendMissing(@Nullable Value old, ArrayValue wanted) {
        List<Value> all = new ArrayList<>(elements(old));
        for (Value value : wanted.getValuesList()) {
            if (all.stream().noneMatch(present -> ValueOrder.equal(present, value))) {
                all.add(value);
            }
        }
        return array(all);
    }

    private static Value removeAll(@Nullable Value old, ArrayValue unwanted) {
        return array(elements(old).stream()
                .filter(value -> !ValueOrder.contains(unwanted, value))
                .toList());
    }

    private static Value array(List<Value> values) {
        return Value.newBuilder()
                .setArrayValue(ArrayValue.newBuilder().addAllValues(values))
                .build();
    }
}
