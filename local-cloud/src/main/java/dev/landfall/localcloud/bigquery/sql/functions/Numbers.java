package dev.landfall.localcloud.bigquery.sql.functions;

import static dev.landfall.localcloud.bigquery.sql.functions.Registry.Kind.FLOAT64;
import static dev.landfall.localcloud.bigquery.sql.functions.Registry.Kind.INT64;
import static dev.landfall.localcloud.bigquery.sql.functions.Registry.Kind.NUMERIC;
import static dev.landfall.localcloud.bigquery.sql.functions.Registry.Kind.TEXT;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.sql.SQLException;
import java.util.function.BinaryOperator;
import java.util.function.DoubleBinaryOperator;

/** Exact arithmetic of INT64, NUMERIC and BIGNUMERIC, and FLOAT64's refusal to overflow. */
final class Numbers {
    static final int NUMERIC_SCALE = 9;
    private static final BigDecimal NUMERIC_LIMIT = BigDecimal.TEN.pow(29);
    private static final int BIGNUMERIC_SCALE = 38;
    /** The largest BIGNUMERIC is this times 10 to the power of minus 38. */
    private static final BigInteger BIGNUMERIC_LIMIT = BigInteger.TWO.pow(255);

    private Numbers() {}

    static void addTo(Registry registry) throws SQLException {
        registry.add("bq_int64_div", INT64, a -> divide((Long) a[0], (Long) a[1]), INT64, INT64);
        registry.add("bq_int64_mod", INT64, a -> modulo((Long) a[0], (Long) a[1]), INT64, INT64);
        numeric(registry, "multiply", Numbers::multiply);
        numeric(registry, "divide", Numbers::divide);
        numeric(registry, "div", Numbers::integerQuotient);
        numeric(registry, "mod", Numbers::remainder);
        registry.add("bq_numeric_round", NUMERIC, a -> round(a, RoundingMode.HALF_UP), NUMERIC, INT64);
        registry.add("bq_numeric_trunc", NUMERIC, a -> round(a, RoundingMode.DOWN), NUMERIC, INT64);
        registry.add("bq_numeric_floor", NUMERIC, a -> integral(a, RoundingMode.FLOOR), NUMERIC);
        registry.add("bq_numeric_ceil", NUMERIC, a -> integral(a, RoundingMode.CEILING), NUMERIC);
        registry.add("bq_float64_numeric", NUMERIC, a -> numeric((Double) a[0]), FLOAT64);
        floating(registry, "add", " + ", Double::sum);
        floating(registry, "subtract", " - ", (a, b) -> a - b);
        floating(registry, "multiply", " * ", (a, b) -> a * b);
        registry.add("bq_float64_divide", FLOAT64, a -> divide((Double) a[0], (Double) a[1]), FLOAT64, FLOAT64);
        registry.add("bq_ieee_divide", FLOAT64, a -> (Double) a[0] / (Double) a[1], FLOAT64, FLOAT64);
        registry.add("bq_float64_floor", FLOAT64, a -> Math.floor((Double) a[0]), FLOAT64);
        registry.add("bq_float64_ceil", FLOAT64, a -> Math.ceil((Double) a[0]), FLOAT64);
        registry.add("bq_float64_round", FLOAT64, a -> round(a, RoundingMode.HALF_UP, "ROUND"), FLOAT64, INT64);
        registry.add("bq_float64_trunc", FLOAT64, a -> round(a, RoundingMode.DOWN, "TRUNC"), FLOAT64, INT64);
        registry.add("bq_sqrt", FLOAT64, a -> squareRoot((Double) a[0]), FLOAT64);
        registry.add("bq_ln", FLOAT64, a -> logarithm((Double) a[0]), FLOAT64);
        registry.add("bq_pow", FLOAT64, a -> power((Double) a[0], (Double) a[1]), FLOAT64, FLOAT64);
        bigNumeric(registry, "add", BigDecimal::add);
        bigNumeric(registry, "subtract", BigDecimal::subtract);
        bigNumeric(registry, "multiply", BigDecimal::multiply);
        registry.add(
                "bq_bignumeric_compare",
                INT64,
                a -> (long) new BigDecimal((String) a[0]).compareTo(new BigDecimal((String) a[1])),
                TEXT,
                TEXT);
    }

    private static void numeric(Registry registry, String name, BinaryOperator<BigDecimal> operator)
            throws SQLException {
        registry.add(
                "bq_numeric_" + name,
                NUMERIC,
                a -> operator.apply((BigDecimal) a[0], (BigDecimal) a[1]),
                NUMERIC,
                NUMERIC);
    }

    private static void floating(Registry registry, String name, String sign, DoubleBinaryOperator operator)
            throws SQLException {
        registry.add(
                "bq_float64_" + name,
                FLOAT64,
                a -> {
                    double left = (Double) a[0];
                    double right = (Double) a[1];
                    double result = operator.applyAsDouble(left, right);
                    if (!Double.isFinite(result) && Double.isFinite(left) && Double.isFinite(right)) {
                        throw Failures.because("Floating point error in binary operation: " + NumberTexts.of(left)
                                + sign + NumberTexts.of(right));
                    }
                    return result;
                },
                FLOAT64,
                FLOAT64);
    }

    private static void bigNumeric(Registry registry, String name, BinaryOperator<BigDecimal> operator)
            throws SQLException {
        registry.add(
                "bq_bignumeric_" + name,
                TEXT,
                a -> bigNumericText(operator.apply(new BigDecimal((String) a[0]), new BigDecimal((String) a[1]))),
                TEXT,
                TEXT);
    }

    private static Long divide(long left, long right) {
        if (right == 0) {
            throw Failures.because("division by zero: " + left + " / " + right);
        }
        if (left == Long.MIN_VALUE && right == -1) {
            throw Failures.because("int64 overflow: " + left + " / " + right);
        }
        return left / right;
    }

    private static Long modulo(long left, long right) {
        if (right == 0) {
            throw Failures.because("division by zero: MOD(" + left + ", " + right + ")");
        }
        return right == -1 ? 0L : left % right;
    }

    private static Double divide(double left, double right) {
        if (right == 0) {
            throw Failures.because("division by zero: " + NumberTexts.of(left) + " / " + NumberTexts.of(right));
        }
        double result = left / right;
        if (!Double.isFinite(result) && Double.isFinite(left) && Double.isFinite(right)) {
            throw Failures.because("Floating point error in binary operation: " + NumberTexts.of(left) + " / "
                    + NumberTexts.of(right));
        }
        return result;
    }

    private static BigDecimal multiply(BigDecimal left, BigDecimal right) {
        return checked(left.multiply(right), () -> plain(left) + " * " + plain(right));
    }

    private static BigDecimal divide(BigDecimal left, BigDecimal right) {
        if (right.signum() == 0) {
            throw Failures.because("division by zero: " + plain(left) + " / " + plain(right));
        }
        return checked(
                left.divide(right, NUMERIC_SCALE, RoundingMode.HALF_UP), () -> plain(left) + " / " + plain(right));
    }

    private static BigDecimal integerQuotient(BigDecimal left, BigDecimal right) {
        if (right.signum() == 0) {
            throw Failures.because("division by zero: " + plain(left) + " / " + plain(right));
        }
        return checked(left.divideToIntegralValue(right), () -> plain(left) + " / " + plain(right));
    }

    private static BigDecimal remainder(BigDecimal left, BigDecimal right) {
        if (right.signum() == 0) {
            throw Failures.because("division by zero: " + plain(left) + " / " + plain(right));
        }
        return left.remainder(right).setScale(NUMERIC_SCALE, RoundingMode.UNNECESSARY);
    }

    private static BigDecimal round(Object[] arguments, RoundingMode mode) {
        BigDecimal value = (BigDecimal) arguments[0];
        long places = (Long) arguments[1];
        if (places >= NUMERIC_SCALE) {
            return value;
        }
        if (places < -NUMERIC_LIMIT.precision()) {
            return BigDecimal.ZERO.setScale(NUMERIC_SCALE);
        }
        return checked(value.setScale((int) places, mode), () -> "ROUND(" + plain(value) + ", " + places + ")");
    }

    private static BigDecimal integral(Object[] arguments, RoundingMode mode) {
        BigDecimal value = (BigDecimal) arguments[0];
        return checked(value.setScale(0, mode), () -> plain(value));
    }

    private static Double round(Object[] arguments, RoundingMode mode, String name) {
        double value = (Double) arguments[0];
        long places = (Long) arguments[1];
        if (!Double.isFinite(value) || value == 0 || places > 400) {
            return value;
        }
        if (places < -400) {
            return 0.0;
        }
        double rounded = new BigDecimal(value).setScale((int) places, mode).doubleValue();
        if (!Double.isFinite(rounded)) {
            throw Failures.because("Floating point error in function: " + name);
        }
        return Math.copySign(rounded, value);
    }

    private static BigDecimal numeric(double value) {
        if (!Double.isFinite(value)) {
            throw Failures.because(
                    "Illegal conversion of non-finite floating point number to numeric: " + NumberTexts.of(value));
        }
        BigDecimal rounded = new BigDecimal(value).setScale(NUMERIC_SCALE, RoundingMode.HALF_UP);
        if (rounded.abs().compareTo(NUMERIC_LIMIT) >= 0) {
            throw Failures.because("numeric out of range: " + NumberTexts.of(value));
        }
        return rounded;
    }

    private static Double squareRoot(double value) {
        if (value < 0) {
            throw Failures.because("Argument to SQRT cannot be negative: " + NumberTexts.of(value));
        }
        return Math.sqrt(value);
    }

    private static Double logarithm(double value) {
        if (value == Double.NEGATIVE_INFINITY) {
            return Double.NaN;
        }
        if (value <= 0) {
            throw Failures.because("Invalid argument to LN: " + NumberTexts.of(value));
        }
        return Math.log(value);
    }

    private static Double power(double base, double exponent) {
        double result = Math.pow(base, exponent);
        if (!Double.isFinite(result) && Double.isFinite(base) && Double.isFinite(exponent)) {
            throw Failures.because("Floating point error in function: POW(" + NumberTexts.of(base) + ", "
                    + NumberTexts.of(exponent) + ")");
        }
        return result;
    }

    /** Rounds to NUMERIC's scale, or fails if the value does not fit. */
    private static BigDecimal checked(BigDecimal value, java.util.function.Supplier<String> operation) {
        BigDecimal rounded = value.setScale(NUMERIC_SCALE, RoundingMode.HALF_UP);
        if (rounded.abs().compareTo(NUMERIC_LIMIT) >= 0) {
            throw Failures.because("numeric overflow: " + operation.get());
        }
        return rounded;
    }

    static BigDecimal parsedNumeric(String text) {
        BigDecimal rounded = parsed(text, "NUMERIC").setScale(NUMERIC_SCALE, RoundingMode.HALF_UP);
        if (rounded.abs().compareTo(NUMERIC_LIMIT) >= 0) {
            throw Failures.because("Invalid NUMERIC value: " + text);
        }
        return rounded;
    }

    static BigDecimal parsed(String text, String type) {
        try {
            return new BigDecimal(text.strip());
        } catch (NumberFormatException notANumber) {
            throw Failures.because("Invalid " + type + " value: " + text);
        }
    }

    /** The one text of a BIGNUMERIC. */
    static String bigNumericText(BigDecimal value) {
        BigDecimal rounded = value.setScale(BIGNUMERIC_SCALE, RoundingMode.HALF_UP);
        BigInteger unscaled = rounded.unscaledValue();
        boolean fits = unscaled.signum() >= 0
                ? unscaled.compareTo(BIGNUMERIC_LIMIT) < 0
                : unscaled.negate().compareTo(BIGNUMERIC_LIMIT) <= 0;
        if (!fits) {
            throw Failures.because("BIGNUMERIC overflow: " + value.toPlainString());
        }
        return plain(rounded);
    }

    static String plain(BigDecimal value) {
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }
}
