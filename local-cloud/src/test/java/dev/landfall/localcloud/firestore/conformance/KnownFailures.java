package dev.landfall.localcloud.firestore.conformance;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The tests that are known to fail, each with the reason. The list may only shrink: a failure outside it is an error,
 * and so is a line whose test does not fail.
 */
record KnownFailures(Map<String, String> reasons) {
    private static final String SEPARATOR = ": ";

    KnownFailures {
        reasons = Map.copyOf(reasons);
    }

    /** @param lines {@code Class.test: reason}; blank lines and those that begin with # are left out */
    static KnownFailures parse(List<String> lines) {
        Map<String, String> reasons = new LinkedHashMap<>();
        for (String line : lines) {
            if (!line.isBlank() && !line.startsWith("#")) {
                int end = line.indexOf(SEPARATOR);
                if (end < 1 || line.substring(end + SEPARATOR.length()).isBlank()) {
                    throw new IllegalArgumentException(
                            "'" + line + "' does not have the form 'Class.test: reason'. Say why the test fails.");
                }
                if (reasons.put(line.substring(0, end), line.substring(end + SEPARATOR.length())) != null) {
                    throw new IllegalArgumentException(line.substring(0, end) + " is listed twice.");
                }
            }
        }
        return new KnownFailures(reasons);
    }

    /** What is wrong with a run, or with this list after it; empty if they agree. */
    List<String> contradictions(Map<String, Verdict> verdicts) {
        Stream<String> unexpected = verdicts.entrySet().stream()
                .filter(entry -> entry.getValue() == Verdict.FAILED)
                .map(Map.Entry::getKey)
                .filter(test -> !reasons.containsKey(test))
                .map(test -> test + " failed, and is not a known failure.");
        Set<String> listed = reasons.keySet();
        Stream<String> outdated = listed.stream()
                .filter(test -> verdicts.get(test) != Verdict.FAILED)
                .map(test -> test + " is listed as failing, but "
                        + (verdicts.containsKey(test) ? verdicts.get(test).words() : "was not run")
                        + ": remove its line.");
        return Stream.concat(unexpected, outdated).sorted().toList();
    }
}
