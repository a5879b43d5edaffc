package dev.landfall.replicator.pipeline;

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
                .filter(candidate -> edits(lower, candidate) <= Math.max(1, candidate.length() / 2))
                .min(Comparator.comparingInt((String candidate) -> edits(lower, candidate))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** "; did you mean 'x'?" or, without a near word, "; known: a, b". */
    static String advice(String word, Collection<String> known) {
        return of(word, known)
                .map(near -> "; did you mean '" + near + "'?")
                .orElseGet(() -> "; known: " + String.join(", ", known.stream().sorted().toList()));
    }

    /** Levenshtein's distance. */
    private static int edits(String left, String right) {
        int[] previous = new int[right.length() + 1];
        for (int j = 0; j <= right.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= left.length(); i++) {
            int[] current = new int[right.length() + 1];
            current[0] = i;
            for (int j = 1; j <= right.length(); j++) {
                int replace = previous[j - 1] + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(replace, Math.min(previous[j], current[j - 1]) + 1);
            }
            previous = current;
        }
        return previous[right.length()];
    }
}
