package dev.landfall.replicator.pipeline;

import dev.landfall.core.table.EditDistance;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds what someone probably meant. */
final class NearestWord {
    private NearestWord() {}

    /** The known word with the fewest edits, if they are few for the length of the word. */
    static Optional<String> of(String word, Collection<String> known) {
        String lower = word.toLowerCase(Locale.ROOT);
        return known.stream()
                .filter(candidate -> EditDistance.between(lower, candidate) <= Math.max(1, candidate.length() / 2))
                .min(Comparator.comparingInt((String candidate) -> EditDistance.between(lower, candidate))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** "; did you mean 'x'?" or, without a near word, "; known: a, b". */
    static String advice(String word, Collection<String> known) {
        return of(word, known)
                .map(near -> "; did you mean '" + near + "'?")
                .orElseGet(() ->
                        "; known: " + String.join(", ", known.stream().sorted().toList()));
    }
}
