package dev.landfall.localcloud.bigquery.sql.emit;

import com.google.zetasql.StructType;
import com.google.zetasql.Type;
import com.google.zetasql.Value;
import dev.landfall.localcloud.bigquery.schema.DuckDbNames;
import dev.landfall.localcloud.bigquery.sql.SqlException;
import dev.landfall.localcloud.bigquery.sql.analyzer.GoogleTypes;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/** Constants. */
final class Literals {
    private Literals() {}

    static String of(Value value) {
        Type type = value.getType();
        if (value.isNull()) {
            return nothing(type);
        }
        return switch (type.getKind()) {
            case TYPE_INT64 -> integer(value.getInt64Value());
            case TYPE_STRING -> text(value.getStringValue());
            case TYPE_BYTES ->
                "unhex("
                        + DuckDbNames.text(
                                HexFormat.of().formatHex(value.getBytesValue().toByteArray())) + ")";
            case TYPE_BOOL -> value.getBoolValue() ? "TRUE" : "FALSE";
            case TYPE_DOUBLE -> floating(value.getDoubleValue());
            case TYPE_NUMERIC -> numeric(value.getNumericValue());
            case TYPE_BIGNUMERIC -> DuckDbNames.text(bigNumeric(value.getBigNumericValue()));
            case TYPE_TIMESTAMP -> timestamp(value.getTimestampUnixMicros());
            case TYPE_DATE ->
                "CAST(" + DuckDbNames.text(value.getLocalDateValue().toString()) + " AS DATE)";
            case TYPE_DATETIME ->
                "CAST(" + DuckDbNames.text(value.getLocalDateTimeValue().toString()) + " AS TIMESTAMP)";
            case TYPE_TIME ->
                "CAST(" + DuckDbNames.text(value.getLocalTimeValue().toString()) + " AS TIME)";
            case TYPE_JSON -> "CAST(" + text(value.getJsonValue()) + " AS JSON)";
            case TYPE_ARRAY ->
                DuckTypes.cast(
                        value.getElementList().stream().map(Literals::of).collect(Collectors.joining(", ", "[", "]")),
                        type);
            case TYPE_STRUCT -> struct(value, type.asStruct());
            case TYPE_ENUM -> DuckDbNames.text(value.getEnumName());
            default -> throw SqlException.notImplemented("literals of type " + GoogleTypes.typeName(type));
        };
    }

    static String nothing(Type type) {
        return "CAST(NULL AS " + DuckTypes.of(type) + ")";
    }

    static String integer(long value) {
        return "CAST(" + value + " AS BIGINT)";
    }

    static String numeric(BigDecimal value) {
        return "CAST('" + value.toPlainString() + "' AS DECIMAL(38,9))";
    }

    static String floating(double value) {
        return "CAST('" + value + "' AS DOUBLE)";
    }

    static String timestamp(long micros) {
        return "make_timestamptz(" + micros + ")";
    }

    /** DuckDB cannot hold a NUL character in a literal. */
    static String text(String value) {
        if (value.indexOf('\0') >= 0) {
            throw SqlException.notImplemented("string literals with a NUL character");
        }
        return DuckDbNames.text(value);
    }

    /** The one text of a BIGNUMERIC, so that equal values are equal texts. */
    static String bigNumeric(BigDecimal value) {
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }

    private static String struct(Value value, StructType type) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < value.getFieldCount(); i++) {
            texts.add(of(value.getField(i)));
        }
        return struct(type, texts);
    }

    /** A struct of these fields, in the type's order. */
    static String struct(StructType type, List<String> fields) {
        List<String> names = GoogleTypes.fieldNames(type);
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < fields.size(); i++) {
            parts.add(DuckDbNames.quote(names.get(i)) + " := " + fields.get(i));
        }
        return "struct_pack(" + String.join(", ", parts) + ")";
    }
}
