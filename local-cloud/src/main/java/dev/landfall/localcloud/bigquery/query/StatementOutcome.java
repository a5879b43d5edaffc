package dev.landfall.localcloud.bigquery.query;

import dev.landfall.localcloud.bigquery.schema.TableName;
import java.util.Optional;

/**
 * What one statement did.
 *
 * @param ddlOperation CREATE, REPLACE, DROP, ALTER or SKIP; empty if it is no DDL
 * @param ddlTarget the table of a DDL statement
 */
record StatementOutcome(
        Optional<QueryResult> result,
        Optional<DmlCounts> counts,
        Optional<String> ddlOperation,
        Optional<TableName> ddlTarget) {
    static StatementOutcome none() {
        return new StatementOutcome(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    static StatementOutcome rows(QueryResult result) {
        return new StatementOutcome(Optional.of(result), Optional.empty(), Optional.empty(), Optional.empty());
    }

    static StatementOutcome dml(DmlCounts counts) {
        return new StatementOutcome(Optional.empty(), Optional.of(counts), Optional.empty(), Optional.empty());
    }

    static StatementOutcome ddl(String operation, TableName target) {
        return new StatementOutcome(Optional.empty(), Optional.empty(), Optional.of(operation), Optional.of(target));
    }

    static StatementOutcome datasetDdl(String operation) {
        return new StatementOutcome(Optional.empty(), Optional.empty(), Optional.of(operation), Optional.empty());
    }
}
