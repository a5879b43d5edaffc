package dev.landfall.localcloud.storage;

import dev.landfall.localcloud.http.ApiException;
import dev.landfall.localcloud.http.Request;
import java.util.Optional;

/**
 * The generation and metageneration conditions of one call. Generation 0 stands for "no live object".
 *
 * @see <a href="https://cloud.google.com/storage/docs/request-preconditions">Request preconditions</a>
 */
public record Preconditions(
        Optional<Long> generationMatch,
        Optional<Long> generationNotMatch,
        Optional<Long> metagenerationMatch,
        Optional<Long> metagenerationNotMatch) {
    public static final Preconditions NONE =
            new Preconditions(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** That no live object has the name yet. */
    public static final Preconditions ABSENT = generation(0);

    public static Preconditions generation(long generation) {
        return new Preconditions(Optional.of(generation), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** Those on the object that the call writes or reads: {@code ifGenerationMatch} and its three siblings. */
    static Preconditions of(Request request) {
        return of(request, "if");
    }

    /** Those on the source of a copy: {@code ifSourceGenerationMatch} and its three siblings. */
    static Preconditions ofSource(Request request) {
        return of(request, "ifSource");
    }

    private static Preconditions of(Request request, String prefix) {
        return new Preconditions(
                request.queryLong(prefix + "GenerationMatch"),
                request.queryLong(prefix + "GenerationNotMatch"),
                request.queryLong(prefix + "MetagenerationMatch"),
                request.queryLong(prefix + "MetagenerationNotMatch"));
    }

    /** Before a change: every unmet condition is 412. */
    void checkBeforeWrite(Optional<StoredObject> current) {
        if (!matches(current) || isUnwanted(current)) {
            throw conditionNotMet();
        }
    }

    /** Before a read: an unmet "match" is 412, an unmet "not match" is 304, as HTTP has it. */
    void checkBeforeRead(StoredObject current) {
        if (!matches(Optional.of(current))) {
            throw conditionNotMet();
        }
        if (isUnwanted(Optional.of(current))) {
            throw new ApiException(304, "notModified", "Not Modified");
        }
    }

    private boolean matches(Optional<StoredObject> current) {
        return generationMatch.map(wanted -> wanted == generationOf(current)).orElse(true)
                && metagenerationMatch
                        .map(wanted -> wanted == metagenerationOf(current))
                        .orElse(true);
    }

    /** Whether a "not match" condition names the very version that is there. */
    private boolean isUnwanted(Optional<StoredObject> current) {
        return generationNotMatch
                        .map(unwanted -> unwanted == generationOf(current))
                        .orElse(false)
                || metagenerationNotMatch
                        .map(unwanted -> unwanted == metagenerationOf(current))
                        .orElse(false);
    }

    private static long generationOf(Optional<StoredObject> current) {
        return current.map(StoredObject::generation).orElse(0L);
    }

    private static long metagenerationOf(Optional<StoredObject> current) {
        return current.map(StoredObject::metageneration).orElse(0L);
    }

    private static ApiException conditionNotMet() {
        return new ApiException(
                412,
                "conditionNotMet",
                "At least one of the pre-conditions you specified did not hold.",
                "If-Match");
    }
}
