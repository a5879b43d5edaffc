package dev.landfall.replicator.pipeline;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where deltas land.
 *
 * @param bucket name without {@code gs://}
 * @param prefix of object names, ends with a slash
 */
public record Landing(String bucket, String prefix) {
    private static final String DEFAULT_PREFIX = "landing/";
    private static final Pattern URI =
            Pattern.compile("gs://(?<bucket>[a-z0-9][a-z0-9._-]{1,220}[a-z0-9])(?<prefix>(/[A-Za-z0-9._=-]+)*)/?");

    /**
     * Parses {@code gs://bucket}, which stands for the prefix {@code landing/}, or {@code gs://bucket/prefix}.
     *
     * @throws IllegalArgumentException if the text is neither
     */
    public static Landing parse(String text) {
        Matcher uri = URI.matcher(text);
        if (!uri.matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not a landing place: write gs://bucket or gs://bucket/prefix");
        }
        String prefix = uri.group("prefix");
        return new Landing(uri.group("bucket"), prefix.isEmpty() ? DEFAULT_PREFIX : prefix.substring(1) + "/");
    }
}
