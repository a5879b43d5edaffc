package dev.landfall.replicator.format;

/** The column types that files can carry. Each writer maps all of them; the compiler lists what a new one needs. */
public enum RowType {
    BOOLEAN,
    INT32,
    INT64,
    FLOAT32,
    FLOAT64,
    DECIMAL,
    STRING,
    BYTES,
    /** Days since 1970-01-01, proleptic Gregorian. */
    DATE,
    /**
     * A wall clock without a zone, written as the UTC instant of the same wall clock in microseconds
     * ({@code timestamp-micros}), which BigQuery loads as TIMESTAMP. Finer fractions are cut off.
     */
    TIMESTAMP
}
