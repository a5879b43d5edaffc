package dev.landfall.localcloud.bigquery.sql.emit;

import com.google.zetasql.resolvedast.ResolvedCreateStatementEnums.CreateMode;
import com.google.zetasql.resolvedast.ResolvedCreateStatementEnums.CreateScope;
import com.google.zetasql.resolvedast.ResolvedDropStmtEnums.DropMode;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedColumnDefinition;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedCreateSchemaStmt;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedCreateTableAsSelectStmt;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedCreateTableStmt;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedCreateTableStmtBase;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedDropStmt;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedExpr;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedPrimaryKey;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedScan;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedTableScan;
import dev.landfall.localcloud.bigquery.schema.Field;
import dev.landfall.localcloud.bigquery.schema.TableName;
import dev.landfall.localcloud.bigquery.schema.TableSchema;
import dev.landfall.localcloud.bigquery.sql.SqlException;
import dev.landfall.localcloud.bigquery.sql.TableRead;
import dev.landfall.localcloud.bigquery.sql.TranslatedStatement;
import dev.landfall.localcloud.bigquery.sql.TranslatedStatement.CreateTable.Model;
import dev.landfall.localcloud.bigquery.sql.analyzer.AnalyzedStatement;
import dev.landfall.localcloud.bigquery.sql.analyzer.TablePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** CREATE and DROP, of tables and datasets. */
final class Creations {
    private final AnalyzedStatement analyzed;

    Creations(AnalyzedStatement analyzed) {
        this.analyzed = analyzed;
    }

    TranslatedStatement create(ResolvedCreateTableStmt statement) {
        Optional<Model> model = model(statement);
        TableSchema schema = model.map(
                        source -> analyzed.catalog().table(source.table()).orElseThrow())
                .orElseGet(() -> defined(statement.getColumnDefinitionList()));
        return table(
                statement,
                schema,
                Optional.empty(),
                model,
                List.of(),
                statement.getPartitionByList(),
                statement.getClusterByList());
    }

    private static Optional<Model> model(ResolvedCreateTableStmt statement) {
        if (statement.getLikeTable() != null) {
            return Optional.of(new Model(Tables.name(statement.getLikeTable()), false));
        }
        ResolvedScan source = statement.getCopyFrom() == null ? statement.getCloneFrom() : statement.getCopyFrom();
        if (source == null) {
            return Optional.empty();
        }
        if (source instanceof ResolvedTableScan table && table.getForSystemTimeExpr() == null) {
            return Optional.of(new Model(Tables.name(table), true));
        }
        throw SqlException.notImplemented("COPY and CLONE of anything but a table as it is now");
    }

    TranslatedStatement createAsSelect(ResolvedCreateTableAsSelectStmt statement) {
        Queries queries = new Queries(analyzed);
        // With a column list the definitions carry its names, types and modes; else they repeat the query's.
        TableSchema schema = defined(statement.getColumnDefinitionList());
        String select = queries.select(statement.getOutputColumnList(), schema, statement.getQuery());
        return table(
                statement,
                schema,
                Optional.of(select),
                Optional.empty(),
                StatementReads.query(analyzed, statement.getQuery()),
                statement.getPartitionByList(),
                statement.getClusterByList());
    }

    private TableSchema defined(List<ResolvedColumnDefinition> definitions) {
        List<Field> fields = new ArrayList<>();
        for (ResolvedColumnDefinition definition : definitions) {
            String name = definition.getName();
            if (name.isEmpty() || name.startsWith("$")) {
                throw SqlException.invalid(
                        "CREATE TABLE columns must be named, but column " + (fields.size() + 1) + " has no name");
            }
            fields.add(Definitions.field(definition));
        }
        return new TableSchema(fields);
    }

    private TranslatedStatement table(
            ResolvedCreateTableStmtBase statement,
            TableSchema schema,
            Optional<String> select,
            Optional<Model> model,
            List<TableRead> reads,
            List<ResolvedExpr> partitionBy,
            List<ResolvedExpr> clusterBy) {
        if (statement.getCreateScope() == CreateScope.CREATE_TEMP) {
            throw SqlException.notImplemented("CREATE TEMP TABLE");
        }
        if (!statement.getForeignKeyList().isEmpty()
                || !statement.getCheckConstraintList().isEmpty()) {
            throw SqlException.notImplemented("foreign keys and check constraints");
        }
        return new TranslatedStatement.CreateTable(
                new TablePath(statement.getNamePath()).resolve(analyzed.catalog()),
                schema,
                statement.getCreateMode() == CreateMode.CREATE_IF_NOT_EXISTS,
                statement.getCreateMode() == CreateMode.CREATE_OR_REPLACE,
                select,
                model,
                Partitions.of(partitionBy),
                Partitions.clustering(clusterBy),
                primaryKey(statement.getPrimaryKey(), schema),
                Options.table(statement.getOptionList()),
                reads,
                analyzed.tables());
    }

    private static List<String> primaryKey(
            @org.jspecify.annotations.Nullable ResolvedPrimaryKey key, TableSchema schema) {
        if (key == null) {
            return List.of();
        }
        if (!key.getUnenforced()) {
            throw SqlException.invalid("Enforced primary keys are not supported; write PRIMARY KEY (...) NOT ENFORCED");
        }
        return key.getColumnOffsetList().stream()
                .map(offset -> schema.fields().get(offset.intValue()).name())
                .toList();
    }

    TranslatedStatement drop(ResolvedDropStmt statement) {
        TablePath path = new TablePath(statement.getNamePath());
        String type = statement.getObjectType().toUpperCase(Locale.ROOT);
        return switch (type) {
            case "TABLE" ->
                new TranslatedStatement.DropTable(path.resolve(analyzed.catalog()), statement.getIsIfExists());
            case "SCHEMA" -> {
                TableName dataset = path.resolveDataset(analyzed.catalog());
                yield new TranslatedStatement.DropDataset(
                        dataset.project(),
                        dataset.dataset(),
                        statement.getIsIfExists(),
                        statement.getDropMode() == DropMode.CASCADE);
            }
            default -> throw SqlException.notImplemented("DROP " + type);
        };
    }

    TranslatedStatement createDataset(ResolvedCreateSchemaStmt statement) {
        if (statement.getCreateMode() == CreateMode.CREATE_OR_REPLACE) {
            throw SqlException.invalid("CREATE OR REPLACE SCHEMA is not supported");
        }
        TableName dataset = new TablePath(statement.getNamePath()).resolveDataset(analyzed.catalog());
        return new TranslatedStatement.CreateDataset(
                dataset.project(),
                dataset.dataset(),
                statement.getCreateMode() == CreateMode.CREATE_IF_NOT_EXISTS,
                Options.datasetLocation(statement.getOptionList()));
    }
}
