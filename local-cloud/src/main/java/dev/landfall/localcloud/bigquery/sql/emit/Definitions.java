package dev.landfall.localcloud.bigquery.sql.emit;

import com.google.zetasql.StructType;
import com.google.zetasql.Type;
import com.google.zetasql.TypeParameters;
import com.google.zetasql.ZetaSQLTypeParameters.NumericTypeParametersProto;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedColumnAnnotations;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedColumnDefinition;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedOption;
import dev.landfall.localcloud.bigquery.schema.Field;
import dev.landfall.localcloud.bigquery.schema.FieldMode;
import dev.landfall.localcloud.bigquery.sql.SqlException;
import dev.landfall.localcloud.bigquery.sql.analyzer.GoogleTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Column definitions with their modes, bounds and descriptions, nested ones included. */
final class Definitions {
    private Definitions() {}

    static Field field(ResolvedColumnDefinition definition) {
        if (definition.getDefaultValue() != null || definition.getGeneratedColumnInfo() != null) {
            throw SqlException.notImplemented("columns with DEFAULT or GENERATED values");
        }
        ResolvedColumnAnnotations annotations = definition.getAnnotations();
        return field(
                definition.getName(),
                definition.getType(),
                annotations,
                annotations == null ? null : annotations.getTypeParameters());
    }

    static Field field(
            String name,
            Type type,
            @Nullable ResolvedColumnAnnotations annotations,
            @Nullable TypeParameters parameters) {
        if (type.isArray()) {
            Field element = field(
                    name,
                    type.asArray().getElementType(),
                    child(annotations, 0),
                    parameters == null || parameters.getChildCount() == 0 ? null : parameters.getChild(0));
            return described(element.withMode(FieldMode.REPEATED), annotations);
        }
        if (type.isStruct()) {
            return struct(name, type.asStruct(), annotations, parameters);
        }
        return described(bounded(moded(GoogleTypes.field(name, type), annotations), parameters), annotations);
    }

    private static Field struct(
            String name,
            StructType type,
            @Nullable ResolvedColumnAnnotations annotations,
            @Nullable TypeParameters parameters) {
        List<Field> children = new ArrayList<>();
        for (int i = 0; i < type.getFieldCount(); i++) {
            TypeParameters bounds =
                    parameters == null || i >= parameters.getChildCount() ? null : parameters.getChild(i);
            children.add(field(type.getField(i).getName(), type.getField(i).getType(), child(annotations, i), bounds));
        }
        return described(moded(Field.struct(name, FieldMode.NULLABLE, children), annotations), annotations);
    }

    private static @Nullable ResolvedColumnAnnotations child(
            @Nullable ResolvedColumnAnnotations annotations, int index) {
        return annotations == null || index >= annotations.getChildList().size()
                ? null
                : annotations.getChildList().get(index);
    }

    private static Field moded(Field field, @Nullable ResolvedColumnAnnotations annotations) {
        return annotations != null && annotations.getNotNull() ? field.withMode(FieldMode.REQUIRED) : field;
    }

    private static Field bounded(Field field, @Nullable TypeParameters parameters) {
        if (parameters == null || parameters.isEmpty()) {
            return field;
        }
        if (parameters.isStringTypeParameters()) {
            return with(
                    field,
                    OptionalLong.empty(),
                    OptionalLong.empty(),
                    OptionalLong.of(parameters.getStringTypeParameters().getMaxLength()),
                    field.description());
        }
        if (parameters.isNumericTypeParameters()) {
            NumericTypeParametersProto numeric = parameters.getNumericTypeParameters();
            return with(
                    field,
                    OptionalLong.of(numeric.getPrecision()),
                    OptionalLong.of(numeric.getScale()),
                    OptionalLong.empty(),
                    field.description());
        }
        throw SqlException.notImplemented("the parameters of the type of " + field.name());
    }

    private static Field described(Field field, @Nullable ResolvedColumnAnnotations annotations) {
        if (annotations == null) {
            return field;
        }
        Field described = field;
        for (ResolvedOption option : annotations.getOptionList()) {
            if (!option.getName().equalsIgnoreCase("description")) {
                throw SqlException.notImplemented("the column option " + option.getName());
            }
            described = with(
                    field,
                    field.precision(),
                    field.scale(),
                    field.maxLength(),
                    Options.literal(option).getStringValue());
        }
        return described;
    }

    private static Field with(
            Field field, OptionalLong precision, OptionalLong scale, OptionalLong maxLength, String description) {
        return new Field(
                field.name(), field.type(), field.mode(), field.fields(), precision, scale, maxLength, description);
    }
}
