package dev.landfall.localcloud.firestore.conformance;

import java.util.Locale;

/** What became of one test. */
enum Verdict {
    PASSED,
    FAILED,
    SKIPPED;

    String words() {
        return this == SKIPPED ? "was skipped" : name().toLowerCase(Locale.ROOT);
    }
}
