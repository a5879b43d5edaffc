package dev.landfall.localcloud.bigquery.schema;

import dev.landfall.localcloud.http.ApiException;
import java.util.Locale;

/** Column types by their GoogleSQL names; the REST API's older names are accepted by {@link #parse}. */
public enum FieldType {
    STRING("STRING"),
    BYTES("BYTES"),
    INT64("INTEGER"),
    FLOAT64("FLOAT"),
    NUMERIC("NUMERIC"),
    BIGNUMERIC("BIGNUMERIC"),
    BOOL("BOOLEAN"),
    TIMESTAMP("TIMESTAMP"),
    DATE("DATE"),
    TIME("TIME"),
    DATETIME("DATETIME"),
    JSON("JSON"),
    STRUCT("RECORD");

    private final String restName;

    FieldType(String restName) {
        this.restName = restName;
    }

    /** The name that {@code tables.get} answers with. */
    public String restName() {
        return restName;
    }

    public static FieldType parse(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        for (FieldType type : values()) {
            if (type.name().equals(upper) || type.restName.equals(upper)) {
                return type;
            }
        }
        throw ApiException.invalid("Invalid value for type: " + name + " is not a valid value");
    }
}
