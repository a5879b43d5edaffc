package dev.landfall.localcloud.bigquery.sql.emit;

import com.google.zetasql.ZetaSQLType.TypeKind;
import dev.landfall.localcloud.bigquery.schema.DuckDbNames;
import java.util.Map;

/** Arithmetic, parts and texts of dates and times; instants are microseconds on the way into Java. */
final class Times {
    private Times() {}

    static void addTo(Map<String, FunctionRule> rules) {
        for (String type : new String[] {"date", "datetime", "timestamp", "time"}) {
            rules.put(type + "_add", call -> shift(call, type, ""));
            rules.put(type + "_sub", call -> shift(call, type, "-"));
            rules.put(type + "_diff", call -> difference(call));
            rules.put(type + "_trunc", call -> truncate(call));
            rules.put("format_" + type, call -> formatted(call));
            rules.put("parse_" + type, call -> parsed(call));
        }
        rules.put("$extract", Times::extract);
        rules.put("$extract_date", call -> utc(call, 1, "DATE"));
        rules.put("$extract_time", call -> utc(call, 1, "TIME"));
        rules.put("$extract_datetime", call -> utc(call, 1, "TIMESTAMP"));
        rules.put("last_day", Times::lastDay);
    }

    /** A date or time as an argument of a Java function. */
    static String in(FunctionCall call, int index) {
        return switch (call.kind(index)) {
            case TYPE_DATE -> call.argument(index);
            case TYPE_TIMESTAMP, TYPE_DATETIME -> "epoch_us(" + call.argument(index) + ")";
            default -> throw call.refused();
        };
    }

    /** The result of a Java function as a value of the call's type. */
    static String out(FunctionCall call, String text) {
        return switch (call.type().getKind()) {
            case TYPE_TIMESTAMP -> "make_timestamptz(" + text + ")";
            case TYPE_DATETIME -> "make_timestamp(" + text + ")";
            case TYPE_DATE -> text;
            default -> throw call.refused();
        };
    }

    static String kindName(FunctionCall call, int index) {
        return switch (call.kind(index)) {
            case TYPE_DATE -> "date";
            case TYPE_TIMESTAMP -> "timestamp";
            case TYPE_DATETIME -> "datetime";
            default -> throw call.refused();
        };
    }

    private static String shift(FunctionCall call, String type, String sign) {
        call.require(call.size() == 3 && !type.equals("time") && call.kind(1) == TypeKind.TYPE_INT64);
        String amount = sign.isEmpty() ? call.argument(1) : "(CAST(0 AS BIGINT) - " + call.argument(1) + ")";
        return out(
                call, "bq_" + kindName(call, 0) + "_add(" + in(call, 0) + ", " + amount + ", " + part(call, 2) + ")");
    }

    private static String difference(FunctionCall call) {
        call.require(call.kind(0) == call.kind(1));
        return "bq_" + kindName(call, 0) + "_diff(" + in(call, 0) + ", " + in(call, 1) + ", " + part(call, 2) + ")";
    }

    private static String truncate(FunctionCall call) {
        call.require(call.size() == 2 || utcZone(call, 2));
        return out(call, "bq_" + kindName(call, 0) + "_trunc(" + in(call, 0) + ", " + part(call, 1) + ")");
    }

    private static String extract(FunctionCall call) {
        call.require(call.size() == 2 || utcZone(call, 2));
        String part = part(call, 1);
        return "bq_" + kindName(call, 0) + "_part(" + in(call, 0) + ", " + part + ")";
    }

    /** EXTRACT(DATE FROM x) and its like. */
    private static String utc(FunctionCall call, int zone, String type) {
        call.require(call.kind(0) == TypeKind.TYPE_DATETIME || call.kind(0) == TypeKind.TYPE_TIMESTAMP);
        call.require(call.size() <= zone || utcZone(call, zone));
        return "CAST(CAST(" + call.argument(0) + " AS TIMESTAMP) AS " + type + ")";
    }

    private static String formatted(FunctionCall call) {
        call.require(call.size() == 2 || utcZone(call, 2));
        return "bq_format_" + kindName(call, 1) + "(" + call.argument(0) + ", " + in(call, 1) + ")";
    }

    private static String parsed(FunctionCall call) {
        call.require(call.size() == 2 || utcZone(call, 2));
        String name = call.name();
        return out(call, "bq_" + name + "(" + call.argument(0) + ", " + call.argument(1) + ")");
    }

    private static String lastDay(FunctionCall call) {
        call.require(call.kind(0) == TypeKind.TYPE_DATE);
        String part = call.size() == 2 ? part(call, 1) : "'MONTH'";
        return "bq_last_day(" + call.argument(0) + ", " + part + ")";
    }

    static String part(FunctionCall call, int index) {
        return DuckDbNames.text(call.part(index));
    }

    /** Only UTC is known here. */
    static boolean utcZone(FunctionCall call, int index) {
        return call.constant(index)
                .filter(zone -> zone.getType().getKind() == TypeKind.TYPE_STRING && !zone.isNull())
                .map(zone -> zone.getStringValue())
                .filter(zone -> zone.equals("UTC") || zone.equals("+00:00") || zone.equals("Etc/UTC"))
                .isPresent();
    }
}
