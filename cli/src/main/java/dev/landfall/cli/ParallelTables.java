package dev.landfall.cli;

import dev.landfall.migration.catalog.PlannedTable;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;

/** Works on a few tables at once, in their order; one that fails does not stop the others. */
record ParallelTables(int atOnce) {
    /** Returns whether the work succeeded for all; what it throws is thrown when all have ended. */
    boolean all(List<PlannedTable> tables, Predicate<PlannedTable> work) {
        ExecutorService threads = Executors.newFixedThreadPool(atOnce);
        try {
            List<CompletableFuture<Boolean>> results = tables.stream()
                    .map(table -> CompletableFuture.supplyAsync(() -> work.test(table), threads))
                    .toList();
            CompletableFuture.allOf(results.toArray(CompletableFuture[]::new)).join();
            return results.stream().allMatch(CompletableFuture::join);
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw e;
        } finally {
            threads.shutdown();
        }
    }
}
