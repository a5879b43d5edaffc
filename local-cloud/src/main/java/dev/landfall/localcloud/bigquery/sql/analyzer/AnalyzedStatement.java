package dev.landfall.localcloud.bigquery.sql.analyzer;

import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedStatement;
import dev.landfall.localcloud.bigquery.schema.TableName;
import dev.landfall.localcloud.bigquery.sql.CatalogView;
import dev.landfall.localcloud.bigquery.sql.QueryParameters;
import java.util.Set;

/** A statement whose names and types are resolved, with what resolved them. */
public record AnalyzedStatement(
        ResolvedStatement statement,
        Set<TableName> tables,
        CatalogView catalog,
        QueryParameters parameters,
        Variables variables) {
    public AnalyzedStatement {
        tables = Set.copyOf(tables);
    }
}
