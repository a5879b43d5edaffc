package dev.landfall.localcloud.bigquery.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.localcloud.bigquery.sql.analyzer.ReferenceEvaluator;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Expressions mean here what Google's reference evaluator says they mean, errors included. */
class ReferenceComparisonTest {
    private final ReferenceEvaluator reference = new ReferenceEvaluator();

    @Test
    void expressionsHaveTheirReferenceValues() throws IOException, SQLException {
        List<String> differences = new ArrayList<>();
        try (Warehouse warehouse = new Warehouse()) {
            for (String expression : expressions()) {
                Object expected = expected(expression);
                Object actual = actual(warehouse, expression);
                if (!expected.equals(actual)) {
                    differences.add(expression + "\n    reference: " + expected + "\n    here:      " + actual);
                }
            }
        }
        assertThat(differences).as(String.join("\n", differences)).isEmpty();
    }

    private static List<String> expressions() throws IOException {
        try (InputStream file = ReferenceComparisonTest.class.getResourceAsStream("expressions.txt")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        }
    }

    private Object expected(String expression) {
        try {
            return reference.evaluate(expression);
        } catch (com.google.zetasql.SqlException failure) {
            return "ERROR";
        }
    }

    private static Object actual(Warehouse warehouse, String expression) {
        try {
            return warehouse.run("SELECT " + expression).get(0).get(0);
        } catch (SqlException failure) {
            return failure.reason() == SqlException.Reason.INVALID_QUERY
                    ? "ERROR"
                    : String.valueOf(failure.getMessage());
        }
    }
}
