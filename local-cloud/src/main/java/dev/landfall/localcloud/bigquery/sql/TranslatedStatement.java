package dev.landfall.localcloud.bigquery.sql;

import com.google.gson.JsonElement;
import dev.landfall.localcloud.bigquery.schema.Field;
import dev.landfall.localcloud.bigquery.schema.TableName;
import dev.landfall.localcloud.bigquery.schema.TableSchema;
import dev.landfall.localcloud.bigquery.sql.analyzer.Variables;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One statement, ready to be executed. DuckDB text is complete: parameters are in it as literals. */
public sealed interface TranslatedStatement {
    StatementKind kind();

    /** Every table that the statement reads or writes. */
    Set<TableName> referencedTables();

    /** What it reads, as far as it is charged for. */
    default List<TableRead> reads() {
        return List.of();
    }

    /**
     * A query. Its result columns have the names and order of {@code output}; columns without a name are called
     * {@code f0_}, {@code f1_} and so on, as BigQuery does.
     */
    record Query(String duckSql, TableSchema output, List<TableRead> reads, Set<TableName> referencedTables)
            implements TranslatedStatement {
        @Override
        public StatementKind kind() {
            return StatementKind.SELECT;
        }
    }

    /**
     * INSERT, UPDATE, DELETE or MERGE.
     *
     * @param duckSql for a MERGE, and for an UPDATE with FROM, it ends with {@code RETURNING merge_action} (INSERT,
     *     UPDATE or DELETE per row); see {@link #returnsMergeActions}. Otherwise the update count counts the rows.
     */
    record Dml(
            StatementKind kind,
            TableName target,
            String duckSql,
            boolean returnsMergeActions,
            List<TableRead> reads,
            Set<TableName> referencedTables)
            implements TranslatedStatement {}

    /** TRUNCATE TABLE. */
    record Truncate(TableName target) implements TranslatedStatement {
        @Override
        public StatementKind kind() {
            return StatementKind.TRUNCATE_TABLE;
        }

        @Override
        public Set<TableName> referencedTables() {
            return Set.of(target);
        }
    }

    /**
     * CREATE TABLE, with or without a query.
     *
     * @param schema with CREATE TABLE AS SELECT the schema of the query
     * @param selectDuckSql the query whose result fills the table; its columns are those of the schema, in order
     * @param model the table that LIKE, COPY or CLONE name
     */
    record CreateTable(
            TableName target,
            TableSchema schema,
            boolean ifNotExists,
            boolean orReplace,
            Optional<String> selectDuckSql,
            Optional<Model> model,
            Optional<Partitioning> partitioning,
            List<String> clustering,
            List<String> primaryKey,
            TableOptions options,
            List<TableRead> reads,
            Set<TableName> referencedTables)
            implements TranslatedStatement {
        /** A table whose definition a new one takes over, and its rows too if it is copied. */
        public record Model(TableName table, boolean withRows) {}

        @Override
        public StatementKind kind() {
            return selectDuckSql.isPresent() ? StatementKind.CREATE_TABLE_AS_SELECT : StatementKind.CREATE_TABLE;
        }
    }

    /**
     * CREATE EXTERNAL TABLE.
     *
     * @param columns that it declares, without partition columns; empty if the files tell
     * @param partitionColumns that WITH PARTITION COLUMNS declares; empty and present if the names of the files tell
     * @param source where and what its files are, by the names of the options, each value as JSON
     */
    record CreateExternalTable(
            TableName target,
            TableSchema columns,
            boolean ifNotExists,
            boolean orReplace,
            Optional<TableSchema> partitionColumns,
            Map<String, JsonElement> source,
            TableOptions options)
            implements TranslatedStatement {
        public CreateExternalTable {
            source = Map.copyOf(source);
        }

        @Override
        public StatementKind kind() {
            return StatementKind.CREATE_EXTERNAL_TABLE;
        }

        @Override
        public Set<TableName> referencedTables() {
            return Set.of(target);
        }
    }

    /** DROP TABLE. */
    record DropTable(TableName target, boolean ifExists) implements TranslatedStatement {
        @Override
        public StatementKind kind() {
            return StatementKind.DROP_TABLE;
        }

        @Override
        public Set<TableName> referencedTables() {
            return Set.of(target);
        }
    }

    /** ALTER TABLE: all of its actions, to be applied in order and together. */
    record AlterTable(TableName target, boolean ifExists, List<AlterAction> actions) implements TranslatedStatement {
        public AlterTable {
            actions = List.copyOf(actions);
        }

        @Override
        public StatementKind kind() {
            return StatementKind.ALTER_TABLE;
        }

        @Override
        public Set<TableName> referencedTables() {
            return Set.of(target);
        }
    }

    /** CREATE SCHEMA: a dataset. */
    record CreateDataset(String project, String dataset, boolean ifNotExists, Optional<String> location)
            implements TranslatedStatement {
        @Override
        public StatementKind kind() {
            return StatementKind.CREATE_SCHEMA;
        }

        @Override
        public Set<TableName> referencedTables() {
            return Set.of();
        }
    }

    /** DROP SCHEMA. */
    record DropDataset(String project, String dataset, boolean ifExists, boolean cascade)
            implements TranslatedStatement {
        @Override
        public StatementKind kind() {
            return StatementKind.DROP_SCHEMA;
        }

        @Override
        public Set<TableName> referencedTables() {
            return Set.of();
        }
    }

    /** BEGIN, COMMIT or ROLLBACK TRANSACTION. */
    record Transaction(StatementKind kind) implements TranslatedStatement {
        @Override
        public Set<TableName> referencedTables() {
            return Set.of();
        }
    }

    /**
     * DECLARE or SET: gives values to variables.
     *
     * @param duckSql its one row holds the values as text, in the order of the names; empty if all become NULL
     */
    record Assignment(
            List<String> names,
            Optional<String> duckSql,
            Variables variables,
            List<TableRead> reads,
            Set<TableName> referencedTables)
            implements TranslatedStatement {
        public Assignment {
            names = List.copyOf(names);
        }

        @Override
        public StatementKind kind() {
            return StatementKind.SELECT;
        }
    }

    /** One action of ALTER TABLE. */
    sealed interface AlterAction {
        /** ADD COLUMN; never REQUIRED. */
        record AddColumn(Field field, boolean ifNotExists) implements AlterAction {}

        /** ALTER COLUMN SET DATA TYPE; {@code type} carries the column's present name, mode and description. */
        record SetDataType(Field type, boolean ifExists) implements AlterAction {}

        /** ALTER COLUMN DROP NOT NULL. */
        record DropNotNull(String column, boolean ifExists) implements AlterAction {}

        /** SET OPTIONS of the table. */
        record SetOptions(TableOptions options) implements AlterAction {}
    }
}
