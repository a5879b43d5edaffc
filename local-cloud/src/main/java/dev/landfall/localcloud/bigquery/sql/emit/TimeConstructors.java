package dev.landfall.localcloud.bigquery.sql.emit;

import com.google.zetasql.ZetaSQLType.TypeKind;
import java.util.Map;

/** Dates and times made of other things, and the present. */
final class TimeConstructors {
    private TimeConstructors() {}

    static void addTo(Map<String, FunctionRule> rules) {
        rules.put("current_timestamp", call -> "now()");
        rules.put("current_date", call -> now(call, "DATE"));
        rules.put("current_datetime", call -> now(call, "TIMESTAMP"));
        rules.put("current_time", call -> now(call, "TIME"));
        rules.put("date", TimeConstructors::date);
        rules.put("timestamp", TimeConstructors::timestamp);
        rules.put("datetime", TimeConstructors::datetime);
        rules.put("time", TimeConstructors::time);
        rules.put("string", TimeConstructors::string);
        rules.put("unix_seconds", call -> "bq_unix(epoch_us(" + call.argument(0) + "), 1000000)");
        rules.put("unix_millis", call -> "bq_unix(epoch_us(" + call.argument(0) + "), 1000)");
        rules.put("unix_micros", call -> "epoch_us(" + call.argument(0) + ")");
        rules.put("unix_date", call -> "bq_unix_date(" + call.argument(0) + ")");
        rules.put("timestamp_seconds", call -> since(call, "1000000"));
        rules.put("timestamp_millis", call -> since(call, "1000"));
        rules.put("timestamp_micros", call -> since(call, "1"));
        rules.put("date_from_unix_date", call -> "bq_date_from_unix_date(" + call.argument(0) + ")");
        rules.put("generate_date_array", TimeConstructors::dates);
    }

    private static String now(FunctionCall call, String type) {
        call.require(call.size() == 0 || Times.utcZone(call, 0));
        return "CAST(CAST(now() AS TIMESTAMP) AS " + type + ")";
    }

    private static String since(FunctionCall call, String micros) {
        return "make_timestamptz(bq_timestamp_of(" + call.argument(0) + ", " + micros + "))";
    }

    private static String date(FunctionCall call) {
        if (call.size() == 3 && call.kind(0) == TypeKind.TYPE_INT64) {
            return call.to("bq_date_of");
        }
        call.require(call.size() == 1 || (call.size() == 2 && Times.utcZone(call, 1)));
        return switch (call.kind(0)) {
            case TYPE_TIMESTAMP, TYPE_DATETIME, TYPE_DATE -> "CAST(" + call.argument(0) + " AS DATE)";
            case TYPE_STRING -> Casts.fromText(call.argument(0), call.type());
            default -> throw call.refused();
        };
    }

    private static String timestamp(FunctionCall call) {
        call.require(call.size() == 1 || (call.size() == 2 && Times.utcZone(call, 1)));
        return switch (call.kind(0)) {
            case TYPE_STRING -> Casts.fromText(call.argument(0), call.type());
            case TYPE_DATE, TYPE_DATETIME, TYPE_TIMESTAMP -> DuckTypes.cast(call.argument(0), call.type());
            default -> throw call.refused();
        };
    }

    private static String datetime(FunctionCall call) {
        if (call.size() == 6) {
            return "make_timestamp(" + call.to("bq_datetime_of") + ")";
        }
        if (call.size() == 2 && call.kind(0) == TypeKind.TYPE_DATE && call.kind(1) == TypeKind.TYPE_TIME) {
            return "(" + call.argument(0) + " + " + call.argument(1) + ")";
        }
        if (call.size() == 2 && call.kind(0) == TypeKind.TYPE_TIMESTAMP) {
            return "make_timestamp(bq_wall_clock(epoch_us(" + call.argument(0) + "), " + call.argument(1) + "))";
        }
        call.require(call.size() == 1 || (call.size() == 2 && Times.utcZone(call, 1)));
        return switch (call.kind(0)) {
            case TYPE_STRING -> Casts.fromText(call.argument(0), call.type());
            case TYPE_DATE, TYPE_DATETIME, TYPE_TIMESTAMP -> DuckTypes.cast(call.argument(0), call.type());
            default -> throw call.refused();
        };
    }

    private static String time(FunctionCall call) {
        call.require(call.size() == 1 || (call.size() == 2 && Times.utcZone(call, 1)));
        return switch (call.kind(0)) {
            case TYPE_TIME -> call.argument(0);
            case TYPE_DATETIME, TYPE_TIMESTAMP -> "CAST(CAST(" + call.argument(0) + " AS TIMESTAMP) AS TIME)";
            default -> throw call.refused();
        };
    }

    private static String string(FunctionCall call) {
        call.require(call.size() == 1 || (call.size() == 2 && Times.utcZone(call, 1)));
        return Casts.toText(call.argument(0), call.type(0));
    }

    private static String dates(FunctionCall call) {
        call.require(call.size() == 2 || (call.size() == 4 && call.part(3).equals("DAY")));
        String step = call.size() == 4 ? call.argument(2) : "1";
        return "list_transform(generate_series(bq_unix_date(" + call.argument(0) + "), bq_unix_date(" + call.argument(1)
                + "), " + step + "), lambda day: bq_date_from_unix_date(day))";
    }
}
