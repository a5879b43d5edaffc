package dev.landfall.migration.validation.comparison;

import dev.landfall.migration.validation.sql.ValidationQueries;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Asks both engines the same thing at the same time, and counts what it cost. */
final class BothSides {
    private final Side source;
    private final Side target;
    private int queries;
    private long rowsFetched;
    private long groupsFetched;

    BothSides(Side source, Side target) {
        this.source = source;
        this.target = target;
    }

    /** The rows of a query on each side. */
    record Answers(List<List<@Nullable String>> source, List<List<@Nullable String>> target) {}

    Answers groups(Function<ValidationQueries, String> query) {
        Answers answers = ask(query);
        groupsFetched += answers.source().size() + answers.target().size();
        return answers;
    }

    Answers rows(Function<ValidationQueries, String> query) {
        Answers answers = ask(query);
        rowsFetched += answers.source().size() + answers.target().size();
        return answers;
    }

    /** The sums of arrays and maps; empty if there are none. */
    Answers elements() {
        return source.queries().elementDigests() == null
                ? new Answers(List.of(), List.of())
                : groups(queries -> java.util.Objects.requireNonNull(queries.elementDigests()));
    }

    /** The source alone: it is where rows move. */
    List<List<@Nullable String>> sourceRows(Function<ValidationQueries, String> query) {
        List<List<@Nullable String>> rows = source.read(query.apply(source.queries()));
        queries++;
        rowsFetched += rows.size();
        return rows;
    }

    private Answers ask(Function<ValidationQueries, String> query) {
        queries += 2;
        CompletableFuture<List<List<@Nullable String>>> others =
                CompletableFuture.supplyAsync(() -> target.read(query.apply(target.queries())));
        try {
            List<List<@Nullable String>> rows = source.read(query.apply(source.queries()));
            return new Answers(rows, others.join());
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        } finally {
            // A refused query on one side does not leave the other's running unheard.
            others.exceptionally(ignored -> List.of()).join();
        }
    }

    Side source() {
        return source;
    }

    int queries() {
        return queries;
    }

    long rowsFetched() {
        return rowsFetched;
    }

    long groupsFetched() {
        return groupsFetched;
    }
}
