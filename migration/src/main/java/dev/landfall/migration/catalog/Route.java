package dev.landfall.migration.catalog;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The way of a table's first rows to BigQuery. */
public enum Route {
    /** Its files, copied by DistCp on the cluster, read through an external table, written into a native one. */
    DISTCP,
    /** Its files, copied by DistCp, loaded by a load job, written into the target. */
    LOAD,
    /** Its files, copied by DistCp, stay files: the target is an external table, and no delta follows. */
    EXTERNAL,
    /** The replicator reads its rows by JDBC: its first window has no lower end. */
    REPLICATOR,
    /** It stays where it is. */
    NONE;

    /** The word of the plan file. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** True if the cluster copies the table's files. */
    public boolean copiesFiles() {
        return this == DISTCP || this == LOAD || this == EXTERNAL;
    }

    /** @throws IllegalArgumentException if the word is no route; the message lists them */
    static Route ofWord(String word) {
        return Arrays.stream(values())
                .filter(route -> route.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + word + "' is no route: use "
                        + Arrays.stream(values()).map(Route::word).collect(Collectors.joining(", "))));
    }
}
