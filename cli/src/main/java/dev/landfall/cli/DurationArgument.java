package dev.landfall.cli;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A span of time as a person writes it on a command line: 30s, 15m, 12h, 7d, or as in ISO 8601. */
final class DurationArgument implements ITypeConverter<Duration> {
    private static final Pattern SHORT = Pattern.compile("([0-9]{1,6})([smhd])");

    @Override
    public Duration convert(String text) {
        Matcher matcher = SHORT.matcher(text);
        String unit = matcher.matches() ? matcher.group(2).toUpperCase(Locale.ROOT) : "";
        try {
            return Duration.parse(unit.isEmpty() ? text : (unit.equals("D") ? "P" : "PT") + matcher.group(1) + unit);
        } catch (DateTimeParseException e) {
            throw new TypeConversionException("'" + text + "' is not a span of time: write 30s, 15m, 12h or 7d");
        }
    }
}
