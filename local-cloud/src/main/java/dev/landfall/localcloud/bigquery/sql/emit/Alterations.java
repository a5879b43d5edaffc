package dev.landfall.localcloud.bigquery.sql.emit;

import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedAddColumnAction;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedAlterAction;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedAlterColumnDropNotNullAction;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedAlterColumnSetDataTypeAction;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedAlterTableSetOptionsStmt;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedAlterTableStmt;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedSetOptionsAction;
import dev.landfall.localcloud.bigquery.schema.Field;
import dev.landfall.localcloud.bigquery.schema.FieldMode;
import dev.landfall.localcloud.bigquery.schema.TableName;
import dev.landfall.localcloud.bigquery.schema.TableSchema;
import dev.landfall.localcloud.bigquery.sql.SqlException;
import dev.landfall.localcloud.bigquery.sql.TranslatedStatement;
import dev.landfall.localcloud.bigquery.sql.TranslatedStatement.AlterAction;
import dev.landfall.localcloud.bigquery.sql.analyzer.AnalyzedStatement;
import dev.landfall.localcloud.bigquery.sql.analyzer.TablePath;
import java.util.ArrayList;
import java.util.List;

/** ALTER TABLE. */
final class Alterations {
    private final AnalyzedStatement analyzed;

    Alterations(AnalyzedStatement analyzed) {
        this.analyzed = analyzed;
    }

    TranslatedStatement alter(ResolvedAlterTableStmt statement) {
        TableName table = new TablePath(statement.getNamePath()).resolve(analyzed.catalog());
        List<AlterAction> actions = new ArrayList<>();
        for (ResolvedAlterAction action : statement.getAlterActionList()) {
            actions.add(action(table, action));
        }
        return new TranslatedStatement.AlterTable(table, statement.getIsIfExists(), actions);
    }

    TranslatedStatement setOptions(ResolvedAlterTableSetOptionsStmt statement) {
        TableName table = new TablePath(statement.getNamePath()).resolve(analyzed.catalog());
        return new TranslatedStatement.AlterTable(
                table,
                statement.getIsIfExists(),
                List.of(new AlterAction.SetOptions(Options.table(statement.getOptionList()))));
    }

    private AlterAction action(TableName table, ResolvedAlterAction action) {
        if (action instanceof ResolvedAddColumnAction add) {
            Field field = Definitions.field(add.getColumnDefinition());
            if (field.mode() == FieldMode.REQUIRED) {
                throw SqlException.invalid("Cannot add required column " + field.name() + " to an existing table");
            }
            return new AlterAction.AddColumn(field, add.getIsIfNotExists());
        }
        if (action instanceof ResolvedAlterColumnSetDataTypeAction set) {
            Field column = column(table, set.getColumn());
            Field type = Definitions.field(
                    column.name(), set.getUpdatedType(), set.getUpdatedAnnotations(), set.getUpdatedTypeParameters());
            Field described = new Field(
                    type.name(),
                    type.type(),
                    column.mode(),
                    type.fields(),
                    type.precision(),
                    type.scale(),
                    type.maxLength(),
                    column.description());
            return new AlterAction.SetDataType(described, set.getIsIfExists());
        }
        if (action instanceof ResolvedAlterColumnDropNotNullAction drop) {
            return new AlterAction.DropNotNull(drop.getColumn(), drop.getIsIfExists());
        }
        if (action instanceof ResolvedSetOptionsAction set) {
            return new AlterAction.SetOptions(Options.table(set.getOptionList()));
        }
        throw SqlException.notImplemented("ALTER TABLE with " + Nodes.describe(action));
    }

    private Field column(TableName table, String name) {
        return analyzed.catalog().table(table).map(TableSchema::fields).orElseGet(List::of).stream()
                .filter(field -> field.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> SqlException.invalid("Column not found: " + name));
    }
}
