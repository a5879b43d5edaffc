package dev.landfall.localcloud.bigquery.sql.analyzer;

import dev.landfall.localcloud.bigquery.sql.SqlException;
import java.util.Optional;
import java.util.function.Supplier;

/** The analyzer's errors, which carry BigQuery's texts already. */
final class GoogleErrors {
    private GoogleErrors() {}

    static <T> T calling(Supplier<T> analysis) {
        try {
            return analysis.get();
        } catch (com.google.zetasql.SqlException failure) {
            throw new SqlException(
                    SqlException.Reason.INVALID_QUERY,
                    Optional.ofNullable(failure.getMessage()).orElse("The query is not valid."),
                    "query");
        }
    }
}
