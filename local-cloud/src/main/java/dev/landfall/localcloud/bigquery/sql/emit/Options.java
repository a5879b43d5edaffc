package dev.landfall.localcloud.bigquery.sql.emit;

import com.google.zetasql.Value;
import com.google.zetasql.ZetaSQLType.TypeKind;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedCast;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedExpr;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedFunctionCall;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedLiteral;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedMakeStruct;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedOption;
import dev.landfall.localcloud.bigquery.sql.SqlException;
import dev.landfall.localcloud.bigquery.sql.TableOptions;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** OPTIONS lists. */
final class Options {
    private static final double SECONDS_PER_DAY = 86_400;

    private Options() {}

    static TableOptions table(List<ResolvedOption> list) {
        Map<TableOptions.Key, ResolvedOption> named = new EnumMap<>(TableOptions.Key.class);
        for (ResolvedOption option : list) {
            named.put(key(option), option);
        }
        return new TableOptions(
                named.keySet(),
                text(named.get(TableOptions.Key.DESCRIPTION)),
                text(named.get(TableOptions.Key.FRIENDLY_NAME)),
                labels(named.get(TableOptions.Key.LABELS)),
                instant(named.get(TableOptions.Key.EXPIRATION_TIMESTAMP)),
                days(named.get(TableOptions.Key.PARTITION_EXPIRATION_DAYS)),
                text(named.get(TableOptions.Key.KMS_KEY_NAME)),
                flag(named.get(TableOptions.Key.REQUIRE_PARTITION_FILTER)));
    }

    private static TableOptions.Key key(ResolvedOption option) {
        for (TableOptions.Key key : TableOptions.Key.values()) {
            if (key.name().equals(option.getName().toUpperCase(Locale.ROOT))) {
                return key;
            }
        }
        throw SqlException.notImplemented("the table option " + option.getName());
    }

    static Optional<String> datasetLocation(List<ResolvedOption> list) {
        Optional<String> location = Optional.empty();
        for (ResolvedOption option : list) {
            if (!option.getName().equalsIgnoreCase("location")) {
                throw SqlException.notImplemented("the dataset option " + option.getName());
            }
            location = text(option);
        }
        return location;
    }

    static Value literal(ResolvedOption option) {
        ResolvedExpr value = option.getValue();
        while (value instanceof ResolvedCast cast) {
            value = cast.getExpr();
        }
        if (value instanceof ResolvedLiteral literal) {
            return literal.getValue();
        }
        throw SqlException.notImplemented("a computed value of the option " + option.getName());
    }

    private static Optional<Value> value(@Nullable ResolvedOption option, TypeKind... kinds) {
        if (option == null) {
            return Optional.empty();
        }
        Value value = literal(option);
        if (value.isNull()) {
            return Optional.empty();
        }
        for (TypeKind kind : kinds) {
            if (value.getType().getKind() == kind) {
                return Optional.of(value);
            }
        }
        throw SqlException.invalid("The value of the option " + option.getName() + " has the wrong type");
    }

    private static Optional<String> text(@Nullable ResolvedOption option) {
        return value(option, TypeKind.TYPE_STRING).map(Value::getStringValue);
    }

    private static Optional<Boolean> flag(@Nullable ResolvedOption option) {
        return value(option, TypeKind.TYPE_BOOL).map(Value::getBoolValue);
    }

    private static Optional<Instant> instant(@Nullable ResolvedOption option) {
        return value(option, TypeKind.TYPE_TIMESTAMP)
                .map(value -> Instant.EPOCH.plus(value.getTimestampUnixMicros(), ChronoUnit.MICROS));
    }

    private static Optional<Duration> days(@Nullable ResolvedOption option) {
        return value(option, TypeKind.TYPE_INT64, TypeKind.TYPE_DOUBLE)
                .map(value -> value.getType().getKind() == TypeKind.TYPE_INT64
                        ? Duration.ofDays(value.getInt64Value())
                        : Duration.ofSeconds(Math.round(value.getDoubleValue() * SECONDS_PER_DAY)));
    }

    private static Map<String, String> labels(@Nullable ResolvedOption option) {
        Map<String, String> labels = new LinkedHashMap<>();
        if (option == null) {
            return labels;
        }
        if (option.getValue() instanceof ResolvedFunctionCall array
                && array.getFunction().getName().equalsIgnoreCase("$make_array")) {
            for (ResolvedExpr element : array.getArgumentList()) {
                label(element, labels);
            }
            return labels;
        }
        value(option, TypeKind.TYPE_ARRAY).ifPresent(array -> {
            for (Value pair : array.getElementList()) {
                labels.put(pair.getField(0).getStringValue(), pair.getField(1).getStringValue());
            }
        });
        return labels;
    }

    private static void label(ResolvedExpr element, Map<String, String> labels) {
        if (element instanceof ResolvedLiteral literal && literal.getType().isStruct()) {
            labels.put(
                    literal.getValue().getField(0).getStringValue(),
                    literal.getValue().getField(1).getStringValue());
        } else if (element instanceof ResolvedMakeStruct struct
                && struct.getFieldList().size() == 2
                && struct.getFieldList().get(0) instanceof ResolvedLiteral key
                && struct.getFieldList().get(1) instanceof ResolvedLiteral value) {
            labels.put(key.getValue().getStringValue(), value.getValue().getStringValue());
        } else {
            throw SqlException.notImplemented("computed labels");
        }
    }
}
