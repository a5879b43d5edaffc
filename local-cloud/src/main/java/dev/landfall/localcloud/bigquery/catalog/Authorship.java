package dev.landfall.localcloud.bigquery.catalog;

import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * On whose behalf a thread changes tables. A {@link Change} notes it in its own transaction, so that after a restart one
 * can tell whether the work of a job that was cut off had been committed.
 */
public final class Authorship {
    private static final ThreadLocal<@Nullable String> AUTHOR = new ThreadLocal<>();

    private Authorship() {}

    /** Runs work whose one commit is the author's. */
    public static <T> T during(String author, Supplier<T> work) {
        AUTHOR.set(author);
        try {
            return work.get();
        } finally {
            AUTHOR.remove();
        }
    }

    /** The rest of the work commits in several steps, of which none says that all is done. */
    public static void disclaim() {
        AUTHOR.remove();
    }

    static Optional<String> current() {
        return Optional.ofNullable(AUTHOR.get());
    }
}
