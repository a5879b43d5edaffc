package dev.landfall.localcloud.bigquery.sql;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What DuckDB says at run time, in BigQuery's words. DuckDB's errors have no codes, so their texts are read here. */
public final class SqlErrors {
    private static final Pattern OF_JAVA =
            Pattern.compile("Invalid Input Error: java\\.lang\\.IllegalArgumentException: (.*)", Pattern.DOTALL);
    private static final Pattern RAISED = Pattern.compile("Invalid Input Error: (.*)", Pattern.DOTALL);

    /** How a function says that it lacks something. */
    private static final String NOT_IMPLEMENTED = "The local BigQuery does not implement ";

    private record Rule(Pattern text, String message) {
        static Rule of(String text, String message) {
            return new Rule(Pattern.compile(text, Pattern.DOTALL), message);
        }
    }

    /** The first that is found in the text decides; {@code $1} is what the text captured. */
    private static final List<Rule> RULES = List.of(
            Rule.of(
                    "cannot affect the same target row more than once",
                    "UPDATE/MERGE must match at most one source row for each target row"),
            Rule.of("NOT NULL constraint failed: (?:.*\\.)?([^.\\s]+)", "Required field $1 cannot be null"),
            Rule.of("Overflow in (?:addition|subtraction|multiplication) of INT64 \\((.*)\\)", "int64 overflow: $1"),
            Rule.of("Type INT128 with value (\\S+) can't be cast .* type INT64", "int64 overflow: $1"),
            Rule.of("Failed to cast decimal value (\\S+) to type INT64", "int64 out of range: $1"),
            Rule.of("Overflow on abs\\((.*)\\)", "int64 overflow: ABS($1)"),
            Rule.of("Overflow in .*DECIMAL|HUGEINT", "numeric overflow"),
            Rule.of("Type DOUBLE with value (\\S+) can't be cast", "Illegal conversion of $1 to INT64"),
            Rule.of("More than one row returned by a subquery", "Scalar subquery produced more than one element"),
            Rule.of("(?i)division by zero", "division by zero"));

    private SqlErrors() {}

    /** The error that BigQuery would have reported; a text that is not known is passed on as an internal error. */
    public static SqlException translate(SQLException failure) {
        String text = Optional.ofNullable(failure.getMessage()).orElse(failure.toString());
        Matcher ofJava = OF_JAVA.matcher(text);
        if (ofJava.lookingAt() && ofJava.group(1).startsWith(NOT_IMPLEMENTED)) {
            return new SqlException(SqlException.Reason.NOT_IMPLEMENTED, firstLine(ofJava.group(1)), "query");
        }
        if (ofJava.lookingAt()) {
            return SqlException.invalid(firstLine(ofJava.group(1)));
        }
        for (Rule rule : RULES) {
            Matcher matcher = rule.text().matcher(text);
            if (matcher.find()) {
                String message =
                        matcher.groupCount() > 0 ? rule.message().replace("$1", matcher.group(1)) : rule.message();
                return SqlException.invalid(message);
            }
        }
        Matcher raised = RAISED.matcher(text);
        if (raised.lookingAt()) {
            return SqlException.invalid(firstLine(raised.group(1)));
        }
        return new SqlException(
                SqlException.Reason.INTERNAL_ERROR,
                "The local BigQuery could not run the translated statement: " + text,
                "query");
    }

    private static String firstLine(String text) {
        int end = text.indexOf('\n');
        return end < 0 ? text : text.substring(0, end);
    }
}
