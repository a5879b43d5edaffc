package dev.landfall.localcloud.fault;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What can go wrong. */
public enum FaultKind {
    /** An event is delivered twice with the same id, often while the first delivery still runs. */
    DUPLICATES,
    /** An event is published twice, with different ids. */
    REPUBLICATIONS,
    /** An event comes late. */
    DELAYS,
    /** An event comes after the next one. */
    REORDERS,
    /** An event never comes. */
    DROPS,
    /** A REST request is answered 429, 500 or 503, and has no effect. */
    REFUSALS,
    /** The connection of a REST request is closed before it has an effect. */
    RESETS,
    /** A call has its effect, but its answer is lost: the connection is closed, or it is 503 or UNAVAILABLE. */
    LOST_ANSWERS,
    /** A Firestore commit is ABORTED, and has no effect. */
    ABORTS,
    /** A gRPC call is UNAVAILABLE, and has no effect. */
    OUTAGES;

    String word() {
        return name().toLowerCase(Locale.ROOT).replace("_", "");
    }

    static Optional<FaultKind> of(String word) {
        return Arrays.stream(values()).filter(kind -> kind.word().equals(word)).findFirst();
    }

    static List<String> words() {
        return Arrays.stream(values()).map(FaultKind::word).toList();
    }
}
