package dev.landfall.localcloud.bigquery.engine;

import java.sql.SQLException;

/** DuckDB refused a statement. The cause says why. */
public final class EngineException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final SQLException failure;

    EngineException(SQLException failure) {
        super(firstLine(failure), failure);
        this.failure = failure;
    }

    public SQLException failure() {
        return failure;
    }

    private static String firstLine(SQLException failure) {
        String message = String.valueOf(failure.getMessage());
        int end = message.indexOf('\n');
        return end < 0 ? message : message.substring(0, end);
    }
}
