package dev.landfall.localcloud.bigquery.load;

import dev.landfall.localcloud.bigquery.engine.Session;
import dev.landfall.localcloud.bigquery.schema.DuckDbNames;
import dev.landfall.localcloud.bigquery.schema.FieldType;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The type that BigQuery detects for a CSV column from its first rows: the narrowest that takes every value. Formats
 * of dates and times other than ISO 8601's are taken for text.
 */
final class CsvDetection {
    private static final String DATE = "[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}";
    private static final String TIME = "[0-9]{1,2}:[0-9]{2}:[0-9]{2}([.][0-9]{1,6})?";
    private static final Map<FieldType, String> PATTERNS = new LinkedHashMap<>();

    static {
        PATTERNS.put(FieldType.INT64, "[+-]?[0-9]{1,18}");
        PATTERNS.put(FieldType.FLOAT64, "[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]+)?");
        PATTERNS.put(FieldType.BOOL, "(?i)(true|false)");
        PATTERNS.put(FieldType.DATE, DATE);
        PATTERNS.put(FieldType.TIME, TIME);
        PATTERNS.put(FieldType.TIMESTAMP, DATE + "[ T]" + TIME + "( ?(Z|UTC|[+-][0-9]{1,2}(:?[0-9]{2})?))?");
    }

    private CsvDetection() {}

    /** @param column quoted */
    static FieldType type(Session session, String relation, String column, int rows) {
        String sample = " FROM (SELECT trim(" + column + ") AS value FROM " + relation + " LIMIT " + rows
                + ") WHERE value IS NOT NULL AND value <> ''";
        if (session.number("SELECT count(*)" + sample) == 0) {
            return FieldType.STRING;
        }
        for (Map.Entry<FieldType, String> candidate : PATTERNS.entrySet()) {
            String pattern = DuckDbNames.text(candidate.getValue());
            if (session.number("SELECT count(*)" + sample + " AND NOT regexp_full_match(value, " + pattern + ")")
                    == 0) {
                return candidate.getKey();
            }
        }
        return FieldType.STRING;
    }
}
