package dev.landfall.migration.validation.sql;

import java.util.List;

/**
 * The exact text of a double. Engines print doubles in many ways, but they all agree on powers of two, on dividing by
 * them and on whole numbers, for IEEE 754 leaves no choice there: the mantissa is scaled to a whole number of 53 bits.
 * The logarithm only guesses the exponent; a mantissa outside of [1, 2) corrects it by one.
 */
final class FloatText {
    private static final int BITS = 52;

    private final Dialect dialect;
    private final String floatType;
    private final String integerType;
    private final String textType;

    FloatText(Dialect dialect, String floatType, String integerType, String textType) {
        this.dialect = dialect;
        this.floatType = floatType;
        this.integerType = integerType;
        this.textType = textType;
    }

    /** @param value a finite double that is not zero */
    String of(String value) {
        String exponent = "LEAST(1023, GREATEST(-1074, CAST(FLOOR(LN(ABS(" + value + ")) / LN(" + floating("2")
                + ")) AS " + integerType + ")))";
        String mantissa = "(ABS(" + value + ") / POW(" + floating("2") + ", " + exponent + "))";
        String sign = "CASE WHEN " + value + " < 0 THEN '-' ELSE '' END";
        return "CASE WHEN " + mantissa + " >= 2 THEN " + joined(sign, mantissa, BITS - 1, exponent, " + 1") + " WHEN "
                + mantissa + " < 1 THEN " + joined(sign, mantissa, BITS + 1, exponent, " - 1") + " ELSE "
                + joined(sign, mantissa, BITS, exponent, "") + " END";
    }

    private String joined(String sign, String mantissa, int bits, String exponent, String correction) {
        String whole = "CAST(" + mantissa + " * " + floating(Long.toString(1L << bits)) + " AS " + integerType + ")";
        return dialect.concat(List.of(
                sign,
                "CAST(" + whole + " AS " + textType + ")",
                "'p'",
                "CAST(" + exponent + correction + " AS " + textType + ")"));
    }

    private String floating(String number) {
        return "CAST(" + number + " AS " + floatType + ")";
    }
}
