package dev.landfall.replicator.pipeline;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.function.Function;

/** One value of the file, still text, that knows where it stands. */
public record Text(Place place, String key, String value) {

    /** Variables are for secrets only, so that the file alone tells what a pipeline does. */
    public Text {
        if (value.contains("${") && !key.equals("password")) {
            throw new PipelineException(
                    place, "'" + key + "' may not hold a variable: only 'password' is read from the environment");
        }
    }

    /** Parses; an {@link IllegalArgumentException} becomes a problem at this place. */
    public <T> T as(Function<String, T> parser) {
        try {
            return parser.apply(value);
        } catch (IllegalArgumentException e) {
            throw problem("'" + key + "': " + e.getMessage());
        }
    }

    public Duration duration() {
        try {
            Duration duration = Duration.parse(value);
            if (!duration.isNegative()) {
                return duration;
            }
        } catch (DateTimeParseException e) {
            // Reported below with an example, which the exception has not.
        }
        throw problem("'" + key + "' is a duration like PT5M or PT36H, not '" + value + "'");
    }

    public boolean flag() {
        return switch (value) {
            case "true" -> true;
            case "false" -> false;
            default -> throw problem("'" + key + "' is true or false, not '" + value + "'");
        };
    }

    public PipelineException problem(String text) {
        return new PipelineException(place, text);
    }
}
