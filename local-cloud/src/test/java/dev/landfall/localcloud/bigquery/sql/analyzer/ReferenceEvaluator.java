package dev.landfall.localcloud.bigquery.sql.analyzer;

import com.google.zetasql.AnalyzerOptions;
import com.google.zetasql.LanguageOptions;
import com.google.zetasql.PreparedExpression;
import com.google.zetasql.SimpleCatalog;
import com.google.zetasql.Value;
import com.google.zetasql.ZetaSQLBuiltinFunctionOptions;
import dev.landfall.localcloud.bigquery.sql.Rendered;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Google's own evaluator of GoogleSQL expressions, as the judge of ours. */
public final class ReferenceEvaluator {
    private final AnalyzerOptions options = new AnalyzerOptions();
    private final SimpleCatalog catalog = new SimpleCatalog("reference");

    public ReferenceEvaluator() {
        LanguageOptions language = Dialect.options();
        options.setLanguageOptions(language);
        options.setDefaultTimezone("UTC");
        catalog.addZetaSQLFunctionsAndTypes(new ZetaSQLBuiltinFunctionOptions(language));
    }

    /**
     * The value of an expression.
     *
     * @throws com.google.zetasql.SqlException if it has none
     */
    public Object evaluate(String expression) {
        try (PreparedExpression prepared = new PreparedExpression(expression)) {
            prepared.prepareWithCatalog(options, catalog);
            return render(prepared.execute());
        }
    }

    private static Object render(Value value) {
        if (value.isNull()) {
            return "NULL";
        }
        return switch (value.getType().getKind()) {
            case TYPE_INT64 -> value.getInt64Value();
            case TYPE_DOUBLE -> value.getDoubleValue();
            case TYPE_BOOL -> value.getBoolValue();
            case TYPE_STRING -> value.getStringValue();
            case TYPE_NUMERIC -> Rendered.decimal(value.getNumericValue());
            case TYPE_BIGNUMERIC -> Rendered.decimal(value.getBigNumericValue());
            case TYPE_BYTES ->
                "0x" + HexFormat.of().formatHex(value.getBytesValue().toByteArray());
            case TYPE_DATE -> value.getLocalDateValue().toString();
            case TYPE_DATETIME -> value.getLocalDateTimeValue().toString();
            case TYPE_TIME -> value.getLocalTimeValue().toString();
            case TYPE_TIMESTAMP ->
                Instant.EPOCH
                        .plus(value.getTimestampUnixMicros(), ChronoUnit.MICROS)
                        .toString();
            case TYPE_JSON -> value.getJsonValue();
            case TYPE_ARRAY -> all(value.getElementList());
            case TYPE_STRUCT -> all(value.getFieldList());
            default ->
                throw new AssertionError("not rendered: " + value.getType().getKind());
        };
    }

    private static List<Object> all(List<Value> values) {
        List<Object> rendered = new ArrayList<>();
        values.forEach(value -> rendered.add(render(value)));
        return rendered;
    }
}
