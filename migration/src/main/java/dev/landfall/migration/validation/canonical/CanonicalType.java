package dev.landfall.migration.validation.canonical;

/** What a value is, whatever an engine calls its type. {@code docs/validation.md} has the rules in plain words. */
public enum CanonicalType {
    /** {@code 1} or {@code 0}. */
    BOOLEAN,
    /** Plain digits. */
    INTEGER,
    /** Plain digits without trailing zeros after the point: the scale is a property of the column, not of the value. */
    DECIMAL,
    /** The exact binary value as {@code <53-bit mantissa>p<exponent>}; both zeros are one; all NaN are one. */
    FLOAT,
    /** As it is, behind its length in characters. */
    TEXT,
    /** Text of a CHAR column: blanks at its end are padding. */
    PADDED_TEXT,
    /** Lower-case hexadecimal digits. */
    BYTES,
    /** {@code 2026-01-31}. */
    DATE,
    /** {@code 2026-01-31 12:00:00.000000}, a wall clock without a zone; finer digits are cut. */
    TIMESTAMP
}
