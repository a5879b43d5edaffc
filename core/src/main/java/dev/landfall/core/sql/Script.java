package dev.landfall.core.sql;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Statements that run one after the other as one job.
 *
 * @param inTransaction true if they take effect together or not at all; BigQuery takes no DDL then
 */
public record Script(List<Statement> statements, boolean inTransaction) implements Statement {
    public Script {
        statements = List.copyOf(statements);
        if (statements.isEmpty()) {
            throw new IllegalArgumentException("A script has statements");
        }
    }

    /** The statements as one; a single one is itself. */
    public static Statement of(List<Statement> statements) {
        return statements.size() == 1 ? statements.get(0) : new Script(statements, false);
    }

    @Override
    public String sql() {
        String body = statements.stream().map(Statement::sql).collect(Collectors.joining(";\n", "", ";\n"));
        return inTransaction ? "BEGIN TRANSACTION;\n" + body + "COMMIT TRANSACTION;" : body;
    }
}
