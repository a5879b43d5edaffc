package dev.landfall.localcloud.bigquery.sql.analyzer;

import dev.landfall.localcloud.bigquery.sql.SqlException;
import java.util.List;
import java.util.function.Supplier;

/** A parsed script; its statements are analyzed one by one. */
public final class Script {
    /** A statement's place in the text, in bytes, and the tables it names. */
    record Statement(int start, List<TablePath> tables, java.util.Optional<AlterTarget> altered) {
        Statement {
            tables = List.copyOf(tables);
        }
    }

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
