package dev.landfall.localcloud.bigquery.sql.analyzer;

import dev.landfall.localcloud.bigquery.sql.SqlException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** A parsed script; its statements are analyzed one by one. */
public final class Script {
    /** A statement's place in the text, in bytes, and the tables it names. */
    record Statement(
            int start,
            int end,
            List<TablePath> tables,
            Optional<AlterTarget> altered,
            Optional<VariableStatement> variables) {
        Statement {
            tables = List.copyOf(tables);
        }
    }

    /** Where a statement stands in the script; lines and columns begin at 1. */
    public record Place(int startLine, int startColumn, int endLine, int endColumn, String text) {
        /** As error messages write places. */
        public String shown() {
            return "[" + startLine + ":" + startColumn + "]";
        }
    }

    private static final Pattern POSITION = Pattern.compile("\\[at (\\d+):(\\d+)]");
    private static final int BEFORE_A_VALUE = "SELECT (".length();

    private final QuotedPaths text;
    private final List<Statement> statements;

    Script(QuotedPaths text, List<Statement> statements) {
        this.text = text;
        this.statements = List.copyOf(statements);
    }

    String text() {
        return text.text();
    }

    Statement statement(int index) {
        return statements.get(index);
    }

    /** How many statements the script has. */
    public int count() {
        return statements.size();
    }

    /** Whether it needs more than one statement can say. */
    public boolean isScript() {
        return statements.size() > 1 || statements.get(0).variables().isPresent();
    }

    /** Whether the statement is DECLARE or SET. */
    public boolean setsVariables(int index) {
        return statement(index).variables().isPresent();
    }

    /** The DECLARE or SET that this statement is. */
    public VariableStatement variables(int index) {
        return statement(index).variables().orElseThrow();
    }

    public Place place(int index) {
        Statement statement = statement(index);
        byte[] bytes = text().getBytes(StandardCharsets.UTF_8);
        String before = new String(bytes, 0, statement.start(), StandardCharsets.UTF_8);
        String own = new String(bytes, statement.start(), statement.end() - statement.start(), StandardCharsets.UTF_8)
                .stripTrailing();
        own = own.endsWith(";") ? own.substring(0, own.length() - 1).stripTrailing() : own;
        String through = before + own;
        return new Place(line(before), column(before), line(through), column(through), own);
    }

    private static int line(String before) {
        return (int) before.chars().filter(c -> c == '\n').count() + 1;
    }

    private static int column(String before) {
        return before.length() - before.lastIndexOf('\n');
    }

    /** Runs the analysis of a variable's value, which is {@code SELECT (value)}. */
    <T> T located(Statement statement, Supplier<T> analysis) {
        String before = text().substring(
                        0,
                        statement.variables().map(VariableStatement::valueStart).orElse(0));
        try {
            return analysis.get();
        } catch (com.google.zetasql.SqlException failure) {
            String message = POSITION.matcher(String.valueOf(failure.getMessage()))
                    .replaceAll(position -> {
                        int line = Integer.parseInt(position.group(1));
                        int column = Integer.parseInt(position.group(2));
                        int moved = line == 1 ? column(before) + Math.max(0, column - 1 - BEFORE_A_VALUE) : column;
                        return "[at " + (line + line(before) - 1) + ":" + moved + "]";
                    });
            throw new SqlException(SqlException.Reason.INVALID_QUERY, text.relocate(message), "query");
        }
    }

    /** Runs an analysis whose errors name places in the original text. */
    <T> T located(Supplier<T> analysis) {
        return located(text, analysis);
    }

    static <T> T located(QuotedPaths text, Supplier<T> analysis) {
        try {
            return analysis.get();
        } catch (com.google.zetasql.SqlException failure) {
            String message = failure.getMessage() == null ? "The query is not valid." : failure.getMessage();
            throw new SqlException(SqlException.Reason.INVALID_QUERY, text.relocate(message), "query");
        }
    }
}
