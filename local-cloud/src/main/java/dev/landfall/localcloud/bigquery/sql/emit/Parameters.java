package dev.landfall.localcloud.bigquery.sql.emit;

import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedParameter;
import dev.landfall.localcloud.bigquery.schema.DuckDbNames;
import dev.landfall.localcloud.bigquery.schema.Field;
import dev.landfall.localcloud.bigquery.schema.FieldMode;
import dev.landfall.localcloud.bigquery.schema.FieldType;
import dev.landfall.localcloud.bigquery.sql.QueryParameter;
import dev.landfall.localcloud.bigquery.sql.QueryParameters;
import dev.landfall.localcloud.bigquery.sql.SqlException;
import dev.landfall.localcloud.bigquery.sql.analyzer.GoogleTypes;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The values of query parameters, written into the statement as constants. */
final class Parameters {
    private final QueryParameters parameters;

    Parameters(QueryParameters parameters) {
        this.parameters = parameters;
    }

    String emit(ResolvedParameter reference) {
        QueryParameter parameter = find(reference);
        return value(parameter.type(), parameter.value());
    }

    private QueryParameter find(ResolvedParameter reference) {
        if (parameters.mode() == QueryParameters.Mode.POSITIONAL) {
            return parameters.values().get((int) reference.getPosition() - 1);
        }
        return parameters.values().stream()
                .filter(parameter -> parameter.name().equalsIgnoreCase(reference.getName()))
                .findFirst()
                .orElseThrow(() -> SqlException.invalid("Query parameter '" + reference.getName() + "' not found"));
    }

    private static String value(Field type, @Nullable Object value) {
        if (value == null) {
            return type.mode() == FieldMode.REPEATED
                    ? DuckTypes.cast("[]", GoogleTypes.of(type))
                    : Literals.nothing(GoogleTypes.of(type));
        }
        if (value instanceof List<?> elements) {
            Field element = type.withMode(FieldMode.NULLABLE);
            return DuckTypes.cast(
                    elements.stream().map(item -> value(element, item)).collect(Collectors.joining(", ", "[", "]")),
                    GoogleTypes.of(type));
        }
        if (value instanceof Map<?, ?> fields) {
            return Literals.struct(
                    GoogleTypes.of(type.withMode(FieldMode.NULLABLE)).asStruct(),
                    type.fields().stream()
                            .map(field -> value(field, fields.get(field.name())))
                            .toList());
        }
        return scalar(type, value.toString());
    }

    private static String scalar(Field type, String text) {
        if (type.type() == FieldType.BYTES) {
            return "unhex("
                    + DuckDbNames.text(
                            HexFormat.of().formatHex(Base64.getDecoder().decode(text))) + ")";
        }
        String literal = Literals.text(text);
        return switch (type.type()) {
            case STRING -> literal;
            case JSON -> "CAST(" + literal + " AS JSON)";
            default -> Casts.fromText(literal, GoogleTypes.of(type));
        };
    }
}
