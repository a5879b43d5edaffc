package dev.landfall.localcloud.firestore;

import com.google.firestore.v1.StructuredQuery.CompositeFilter;
import com.google.firestore.v1.StructuredQuery.FieldFilter;
import com.google.firestore.v1.StructuredQuery.Filter;
import com.google.firestore.v1.StructuredQuery.UnaryFilter;
import com.google.firestore.v1.Value;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A query's filter.
 *
 * @param inequalities the fields it compares by anything but equality, which the query then also orders by
 */
record Condition(Predicate<StoredDocument> test, List<FieldPath> inequalities) {
    static final Condition ALWAYS = new Condition(document -> true, List.of());

    static Condition of(Filter filter) {
        return switch (filter.getFilterTypeCase()) {
            case COMPOSITE_FILTER -> composite(filter.getCompositeFilter());
            case FIELD_FILTER -> comparison(filter.getFieldFilter());
            case UNARY_FILTER -> unary(filter.getUnaryFilter());
            case FILTERTYPE_NOT_SET -> ALWAYS;
        };
    }

    private static Condition composite(CompositeFilter filter) {
        List<Condition> parts =
                filter.getFiltersList().stream().map(Condition::of).toList();
        if (parts.isEmpty()) {
            throw Refusal.invalid("A composite filter must have at least one sub-filter.");
        }
        Predicate<StoredDocument> test = switch (filter.getOp()) {
            case AND -> document -> parts.stream().allMatch(part -> part.test().test(document));
            case OR -> document -> parts.stream().anyMatch(part -> part.test().test(document));
            case OPERATOR_UNSPECIFIED, UNRECOGNIZED -> throw Refusal.invalid("A composite filter must say AND or OR.");
        };
        Stream<FieldPath> inequalities = parts.stream().flatMap(part -> part.inequalities().stream());
        return new Condition(test, inequalities.distinct().toList());
    }

    private static Condition unary(UnaryFilter filter) {
        FieldPath field = FieldPath.parse(filter.getField().getFieldPath());
        return switch (filter.getOp()) {
            case IS_NULL -> equality(field, value -> ValueKind.of(value) == ValueKind.NULL);
            case IS_NAN -> equality(field, ValueOrder::isNan);
            case IS_NOT_NULL -> inequality(field, Condition::isNotNull);
            case IS_NOT_NAN -> inequality(field, value -> isNotNull(value) && !ValueOrder.isNan(value));
            case OPERATOR_UNSPECIFIED, UNRECOGNIZED -> throw Refusal.invalid("A unary filter must name an operator.");
        };
    }

    private static Condition comparison(FieldFilter filter) {
        FieldPath field = FieldPath.parse(filter.getField().getFieldPath());
        Value operand = filter.getValue();
        return switch (filter.getOp()) {
            case EQUAL -> equality(field, value -> ValueOrder.equal(value, operand));
            case NOT_EQUAL -> inequality(field, value -> isNotNull(value) && !ValueOrder.equal(value, operand));
            case LESS_THAN -> range(field, operand, order -> order < 0);
            case LESS_THAN_OR_EQUAL -> range(field, operand, order -> order <= 0);
            case GREATER_THAN -> range(field, operand, order -> order > 0);
            case GREATER_THAN_OR_EQUAL -> range(field, operand, order -> order >= 0);
            case ARRAY_CONTAINS -> equality(field, value -> ValueOrder.contains(value.getArrayValue(), operand));
            case ARRAY_CONTAINS_ANY -> containsAny(field, list(filter, 30));
            case IN -> in(field, list(filter, 30));
            case NOT_IN -> notIn(field, list(filter, 10));
            case OPERATOR_UNSPECIFIED, UNRECOGNIZED -> throw Refusal.invalid("A field filter must name an operator.");
        };
    }

    /** Only values of the operand's own kind are in a range. */
    private static Condition range(FieldPath field, Value operand, Predicate<Integer> side) {
        ValueKind kind = ValueKind.of(operand);
        return inequality(field, value -> ValueKind.of(value) == kind && side.test(ValueOrder.compare(value, operand)));
    }

    private static Condition in(FieldPath field, List<Value> operands) {
        return equality(field, value -> operands.stream().anyMatch(operand -> ValueOrder.equal(value, operand)));
    }

    private static Condition containsAny(FieldPath field, List<Value> operands) {
        return equality(
                field,
                value -> operands.stream().anyMatch(operand -> ValueOrder.contains(value.getArrayValue(), operand)));
    }

    private static Condition notIn(FieldPath field, List<Value> operands) {
        boolean hasNull = operands.stream().anyMatch(operand -> !isNotNull(operand));
        return inequality(
                field,
                value -> !hasNull
                        && isNotNull(value)
                        && operands.stream().noneMatch(operand -> ValueOrder.equal(value, operand)));
    }

    private static List<Value> list(FieldFilter filter, int atMost) {
        List<Value> values = filter.getValue().getArrayValue().getValuesList();
        if (!filter.getValue().hasArrayValue() || values.isEmpty()) {
            throw Refusal.invalid("'" + filter.getOp() + "' requires a non-empty ArrayValue.");
        }
        if (values.size() > atMost) {
            throw Refusal.invalid("'" + filter.getOp() + "' supports up to " + atMost + " comparison values.");
        }
        return values;
    }

    private static boolean isNotNull(Value value) {
        return ValueKind.of(value) != ValueKind.NULL;
    }

    private static Condition equality(FieldPath field, Predicate<Value> test) {
        return new Condition(ifPresent(field, test), List.of());
    }

    private static Condition inequality(FieldPath field, Predicate<Value> test) {
        return new Condition(ifPresent(field, test), List.of(field));
    }

    private static Predicate<StoredDocument> ifPresent(FieldPath field, Predicate<Value> test) {
        return document -> {
            Value value = document.read(field);
            return value != null && test.test(value);
        };
    }
}
