package dev.landfall.localcloud.bigquery.sql.functions;

import java.util.Locale;

/** FLOAT64 as text: the fewest of 15 or 17 digits that read back as the same number, in C's %g. */
final class NumberTexts {
    private NumberTexts() {}

    static String of(double value) {
        if (Double.isNaN(value)) {
            return "nan";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "inf" : "-inf";
        }
        String text = general(value, 15);
        return Double.parseDouble(text) == value ? text : general(value, 17);
    }

    /** As CAST writes it: with a point or an exponent. */
    static String cast(double value) {
        String text = of(value);
        boolean integral = text.chars().allMatch(c -> c == '-' || Character.isDigit(c));
        return integral ? text + ".0" : text;
    }

    /** C's {@code %.<digits>g}. */
    static String general(double value, int digits) {
        if (value == 0) {
            return 1 / value < 0 ? "-0" : "0";
        }
        String scientific = String.format(Locale.ROOT, "%." + (digits - 1) + "e", new java.math.BigDecimal(value));
        int mark = scientific.indexOf('e');
        int exponent = Integer.parseInt(scientific.substring(mark + 1));
        if (exponent < -4 || exponent >= digits) {
            String sign = exponent < 0 ? "-" : "+";
            return trimmed(scientific.substring(0, mark)) + "e" + sign
                    + String.format(Locale.ROOT, "%02d", Math.abs(exponent));
        }
        return trimmed(new java.math.BigDecimal(scientific)
                .setScale(Math.max(0, digits - 1 - exponent), java.math.RoundingMode.HALF_EVEN)
                .toPlainString());
    }

    private static String trimmed(String text) {
        return text.indexOf('.') < 0 ? text : text.replaceFirst("0+$", "").replaceFirst("\\.$", "");
    }
}
