package dev.landfall.localcloud.bigquery.sql.emit;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import com.google.zetasql.Value;
import com.google.zetasql.resolvedast.ResolvedCreateStatementEnums.CreateMode;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedColumnDefinition;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedCreateExternalTableStmt;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedExpr;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedFunctionCall;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedLiteral;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedOption;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedWithPartitionColumns;
import dev.landfall.localcloud.bigquery.schema.Field;
import dev.landfall.localcloud.bigquery.schema.TableSchema;
import dev.landfall.localcloud.bigquery.sql.SqlException;
import dev.landfall.localcloud.bigquery.sql.TableOptions;
import dev.landfall.localcloud.bigquery.sql.TranslatedStatement;
import dev.landfall.localcloud.bigquery.sql.analyzer.AnalyzedStatement;
import dev.landfall.localcloud.bigquery.sql.analyzer.TablePath;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** CREATE EXTERNAL TABLE. */
final class ExternalTableDefinitions {
    /** The options that say where the rows are; the others are those of any table. */
    private static final Set<String> OF_THE_SOURCE = Set.of(
            "format",
            "uris",
            "hive_partition_uri_prefix",
            "require_hive_partition_filter",
            "decimal_target_types",
            "enable_list_inference",
            "enum_as_string",
            "enable_logical_types",
            "field_delimiter",
            "skip_leading_rows",
            "quote",
            "null_marker",
            "encoding",
            "compression",
            "allow_quoted_newlines",
            "allow_jagged_rows",
            "ignore_unknown_values",
            "max_bad_records");

    private final AnalyzedStatement analyzed;

    ExternalTableDefinitions(AnalyzedStatement analyzed) {
        this.analyzed = analyzed;
    }

    TranslatedStatement create(ResolvedCreateExternalTableStmt statement) {
        if (statement.getConnection() != null) {
            throw SqlException.notImplemented("CREATE EXTERNAL TABLE WITH CONNECTION");
        }
        Map<String, JsonElement> source = new LinkedHashMap<>();
        List<ResolvedOption> others = new ArrayList<>();
        for (ResolvedOption option : statement.getOptionList()) {
            String name = option.getName().toLowerCase(Locale.ROOT);
            if (OF_THE_SOURCE.contains(name)) {
                source.put(name, value(option, option.getValue()));
            } else {
                others.add(option);
            }
        }
        if (!source.containsKey("format") || !source.containsKey("uris")) {
            throw SqlException.invalid("CREATE EXTERNAL TABLE needs the options format and uris");
        }
        TableOptions options = Options.table(others);
        return new TranslatedStatement.CreateExternalTable(
                new TablePath(statement.getNamePath()).resolve(analyzed.catalog()),
                columns(statement.getColumnDefinitionList()),
                statement.getCreateMode() == CreateMode.CREATE_IF_NOT_EXISTS,
                statement.getCreateMode() == CreateMode.CREATE_OR_REPLACE,
                Optional.ofNullable(statement.getWithPartitionColumns())
                        .map(ResolvedWithPartitionColumns::getColumnDefinitionList)
                        .map(ExternalTableDefinitions::columns),
                source,
                options);
    }

    private static TableSchema columns(List<ResolvedColumnDefinition> definitions) {
        List<Field> fields = new ArrayList<>();
        definitions.forEach(definition -> fields.add(Definitions.field(definition)));
        return new TableSchema(fields);
    }

    private static JsonElement value(ResolvedOption option, ResolvedExpr expression) {
        if (expression instanceof ResolvedFunctionCall array
                && array.getFunction().getName().equalsIgnoreCase("$make_array")) {
            JsonArray values = new JsonArray();
            array.getArgumentList().forEach(item -> values.add(value(option, item)));
            return values;
        }
        if (expression instanceof ResolvedLiteral literal && !literal.getValue().isNull()) {
            return value(option, literal.getValue());
        }
        throw SqlException.notImplemented("a computed value of the option " + option.getName());
    }

    private static JsonElement value(ResolvedOption option, Value value) {
        return switch (value.getType().getKind()) {
            case TYPE_STRING -> new JsonPrimitive(value.getStringValue());
            case TYPE_INT64 -> new JsonPrimitive(String.valueOf(value.getInt64Value())); // as the API writes int64
            case TYPE_BOOL -> new JsonPrimitive(value.getBoolValue());
            case TYPE_ARRAY -> {
                JsonArray values = new JsonArray();
                value.getElementList().forEach(item -> values.add(value(option, item)));
                yield values;
            }
            default ->
                throw SqlException.invalid("The value of the option " + option.getName() + " has the wrong type");
        };
    }
}
