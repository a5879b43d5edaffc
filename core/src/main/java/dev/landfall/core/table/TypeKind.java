package dev.landfall.core.table;

/** BigQuery's types by their GoogleSQL names. */
public enum TypeKind {
    BIGNUMERIC,
    BOOL,
    BYTES,
    DATE,
    DATETIME,
    FLOAT64,
    GEOGRAPHY,
    INT64,
    INTERVAL,
    JSON,
    NUMERIC,
    RANGE,
    STRING,
    STRUCT,
    TIME,
    TIMESTAMP;

    /** True if every value of this type is exactly a value of the other (or they are the same type). */
    public boolean widensTo(TypeKind other) {
        return this == other
                || (this == INT64 && (other == NUMERIC || other == BIGNUMERIC))
                || (this == NUMERIC && other == BIGNUMERIC);
    }

    /** True if a value has one text that a person would write in a spec. */
    public boolean isWord() {
        return this == STRING || this == INT64 || this == BOOL;
    }

    /** True if equal values are one value: what a key column and GROUP BY need. */
    public boolean fitForKey() {
        return switch (this) {
            case BIGNUMERIC, BOOL, BYTES, DATE, DATETIME, INT64, NUMERIC, STRING, TIME, TIMESTAMP -> true;
            case FLOAT64, GEOGRAPHY, INTERVAL, JSON, RANGE, STRUCT -> false;
        };
    }
}
