package dev.landfall.localcloud.bigquery.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.localcloud.bigquery.sql.RandomExpressions.Template;
import dev.landfall.localcloud.bigquery.sql.analyzer.ReferenceEvaluator;
import dev.landfall.localcloud.bigquery.sql.emit.MappedFunctions;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Every mapped function, with random arguments, means here what Google's reference evaluator says, or is refused by name.
 * {@code -Dlandfall.expressions.rounds=N} goes N times through all of them, {@code -Dlandfall.expressions.seed=S} repeats
 * a run.
 */
class RandomComparisonTest {
    private static final int LEAST_EXPRESSIONS = 300;
    private static final double TOLERANCE = 1e-13;
    /** They have no value that could be compared. */
    private static final Set<String> WITHOUT_VALUE = Set.of(
            "rand",
            "generate_uuid",
            "current_timestamp",
            "current_date",
            "current_datetime",
            "current_time",
            "error",
            "format_time",
            "parse_time",
            "time_add",
            "time_sub",
            "time_diff",
            "time_trunc",
            "$greatest");

    private final long seed = Long.getLong("landfall.expressions.seed", 20_261_122);
    private final int rounds = Integer.getInteger("landfall.expressions.rounds", 2);

    @Test
    void everyMappedFunctionHasARandomExpression() {
        Set<String> covered = new HashSet<>();
        RandomExpressions.templates().forEach(template -> covered.add(template.function()));
        Set<String> missing = new TreeSet<>(MappedFunctions.names());
        missing.removeAll(covered);
        missing.removeAll(WITHOUT_VALUE);
        assertThat(missing).isEmpty();
    }

    @Test
    void randomExpressionsHaveTheirReferenceValues() throws SQLException {
        RandomExpressions random = new RandomExpressions(seed);
        ReferenceEvaluator reference = new ReferenceEvaluator();
        List<String> differences = new ArrayList<>();
        Set<String> unanswered = new TreeSet<>();
        RandomExpressions.templates().forEach(template -> unanswered.add(template.function()));
        int compared = 0;
        try (Warehouse warehouse = new Warehouse()) {
            for (int round = 0; round < rounds; round++) {
                for (Template template : RandomExpressions.templates()) {
                    String expression = random.expression(template);
                    Object actual = actual(warehouse, expression);
                    if (actual == Refusal.NOT_IMPLEMENTED) {
                        continue;
                    }
                    compared++;
                    unanswered.remove(template.function());
                    Object expected = expected(reference, expression);
                    if (!same(expected, actual)) {
                        differences.add(expression + "\n    reference: " + expected + "\n    here:      " + actual);
                    }
                }
            }
        }
        assertThat(differences)
                .as("seed %d, %d of %d differ:%n%s", seed, differences.size(), compared, String.join("\n", differences))
                .isEmpty();
        assertThat(unanswered).as("refused whatever their arguments").isEmpty();
        assertThat(compared).isGreaterThanOrEqualTo(LEAST_EXPRESSIONS);
    }

    private enum Refusal {
        ERROR,
        NOT_IMPLEMENTED
    }

    private static Object expected(ReferenceEvaluator reference, String expression) {
        try {
            return reference.evaluate(expression);
        } catch (com.google.zetasql.SqlException failure) {
            return Refusal.ERROR;
        }
    }

    private static Object actual(Warehouse warehouse, String expression) {
        try {
            return warehouse.run("SELECT " + expression).get(0).get(0);
        } catch (SqlException failure) {
            return switch (failure.reason()) {
                case INVALID_QUERY -> Refusal.ERROR;
                case NOT_IMPLEMENTED -> Refusal.NOT_IMPLEMENTED;
                default -> String.valueOf(failure.getMessage());
            };
        }
    }

    private static boolean same(Object expected, Object actual) {
        if (expected instanceof Double one && actual instanceof Double other) {
            return one.equals(other)
                    || Math.abs(one - other) <= TOLERANCE * Math.abs(one)
                    || one.doubleValue() == other;
        }
        // An array that is NULL leaves BigQuery as an empty one.
        return expected.equals(actual) || (expected.equals("NULL") && actual.equals(List.of()));
    }
}
