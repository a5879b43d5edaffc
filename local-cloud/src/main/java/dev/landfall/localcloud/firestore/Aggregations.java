package dev.landfall.localcloud.firestore;

import com.google.firestore.v1.AggregationResult;
import com.google.firestore.v1.StructuredAggregationQuery;
import com.google.firestore.v1.StructuredAggregationQuery.Aggregation;
import com.google.firestore.v1.Value;
import java.math.BigInteger;
import java.util.List;
import java.util.Objects;

/** Count, sum and average over a query's result. Values that are not numbers do not take part. */
final class Aggregations {
    private static final int MAX_AGGREGATIONS = 5;
    private static final BigInteger MAX_LONG = BigInteger.valueOf(Long.MAX_VALUE);
    private static final BigInteger MIN_LONG = BigInteger.valueOf(Long.MIN_VALUE);

    private Aggregations() {}

    static AggregationResult run(StructuredAggregationQuery query, List<StoredDocument> matches) {
        int count = query.getAggregationsCount();
        if (count == 0 || count > MAX_AGGREGATIONS) {
            throw Refusal.invalid(
                    "An aggregation query must have 1 to " + MAX_AGGREGATIONS + " aggregations, not " + count + ".");
        }
        AggregationResult.Builder result = AggregationResult.newBuilder();
        int unnamed = 0;
        for (Aggregation aggregation : query.getAggregationsList()) {
            boolean named = !aggregation.getAlias().isEmpty();
            String alias = named ? aggregation.getAlias() : "field_" + ++unnamed;
            result.putAggregateFields(alias, evaluate(aggregation, matches));
        }
        return result.build();
    }

    private static Value evaluate(Aggregation aggregation, List<StoredDocument> matches) {
        return switch (aggregation.getOperatorCase()) {
            case COUNT -> count(aggregation.getCount(), matches);
            case SUM -> sum(numbers(aggregation.getSum().getField().getFieldPath(), matches));
            case AVG -> average(numbers(aggregation.getAvg().getField().getFieldPath(), matches));
            case OPERATOR_NOT_SET -> throw Refusal.invalid("An aggregation must name its operator.");
        };
    }

    private static Value count(Aggregation.Count count, List<StoredDocument> matches) {
        long all = matches.size();
        return Numbers.integer(count.hasUpTo() ? Math.min(all, count.getUpTo().getValue()) : all);
    }

    private static List<Value> numbers(String fieldPath, List<StoredDocument> matches) {
        FieldPath field = FieldPath.parse(fieldPath);
        return matches.stream()
                .map(document -> document.read(field))
                .filter(Objects::nonNull)
                .filter(value -> ValueKind.of(value) == ValueKind.NUMBER)
                .toList();
    }

    /** An integer as long as all are integers and it fits, else a double. */
    private static Value sum(List<Value> numbers) {
        BigInteger integers = numbers.stream()
                .filter(Value::hasIntegerValue)
                .map(value -> BigInteger.valueOf(value.getIntegerValue()))
                .reduce(BigInteger.ZERO, BigInteger::add);
        boolean whole = numbers.stream().allMatch(Value::hasIntegerValue);
        if (whole && integers.compareTo(MIN_LONG) >= 0 && integers.compareTo(MAX_LONG) <= 0) {
            return Numbers.integer(integers.longValueExact());
        }
        double doubles = numbers.stream()
                .filter(Value::hasDoubleValue)
                .mapToDouble(Value::getDoubleValue)
                .sum();
        return Numbers.real(integers.doubleValue() + doubles);
    }

    private static Value average(List<Value> numbers) {
        return numbers.isEmpty() ? Transforms.NULL : Numbers.real(Numbers.toDouble(sum(numbers)) / numbers.size());
    }
}
