package dev.landfall.replicator.pipeline;

import java.util.regex.Pattern;

/**
 * An identifier of a source: letters, digits, underscores, so that it can stand between any quotes without escaping.
 * Anything else is refused with an {@link IllegalArgumentException} that quotes it.
 */
public record SourceName(String value) {
    private static final Pattern LEGAL = Pattern.compile("[A-Za-z0-9_]{1,767}");

    public SourceName {
        if (!LEGAL.matcher(value).matches()) {
            throw new IllegalArgumentException("'" + value
                    + "' is not a name that can be read from a source: use letters, digits and underscores");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
