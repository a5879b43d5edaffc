package dev.landfall.core.load;

import dev.landfall.core.landing.LandingBucket;
import dev.landfall.core.landing.LandingBucket.StoredObject;
import dev.landfall.core.ledger.BatchContent;
import dev.landfall.core.ledger.FileId;
import dev.landfall.core.ledger.LandedObject;
import dev.landfall.core.ledger.Withdrawal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whether a load job has read what landed. A job reads the version that is live while it runs, and cannot be
 * told another (BigQuery: a generation in a URI makes the job fail). Generations only grow, so if the live one is still
 * the file's when the job has ended, the job read it; if it is not, nobody can say what the job read. Thread-safe.
 */
final class LiveVersions {
    private static final int AT_ONCE = 16;
    private static final ExecutorService LOOKERS = Executors.newFixedThreadPool(AT_ONCE, work -> {
        Thread thread = new Thread(work, "live-versions");
        thread.setDaemon(true);
        return thread;
    });

    private final Function<String, LandingBucket> buckets;

    LiveVersions(Function<String, LandingBucket> buckets) {
        this.buckets = buckets;
    }

    /**
     * A file whose object is another one now.
     *
     * @param live null if it was deleted
     */
    record Change(FileId file, String uri, @Nullable LandedObject live) {
        Withdrawal withdrawal() {
            return live == null ? Withdrawal.deleted(uri) : Withdrawal.overwritten(uri, live.generation());
        }
    }

    /** The files of a batch whose objects have changed since they landed. */
    List<Change> changes(BatchContent content) {
        List<Change> changes = new ArrayList<>();
        if (content.files().size() == 1) {
            change(content.files().get(0), content.uris().get(0)).ifPresent(changes::add);
            return changes;
        }
        List<CompletableFuture<Optional<Change>>> looks = new ArrayList<>();
        for (int i = 0; i < content.files().size(); i++) {
            FileId file = content.files().get(i);
            String uri = content.uris().get(i);
            looks.add(CompletableFuture.supplyAsync(() -> change(file, uri), LOOKERS));
        }
        try {
            looks.forEach(look -> look.join().ifPresent(changes::add));
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
        return changes;
    }

    private Optional<Change> change(FileId file, String uri) {
        String[] parts = uri.split("/", 4);
        String bucket = parts[2];
        String name = parts[3];
        Optional<StoredObject> live = buckets.apply(bucket).find(name);
        @Nullable
        LandedObject object = live.map(
                        found -> new LandedObject(bucket, name, found.generation(), found.sizeBytes(), found.crc32c()))
                .orElse(null);
        return object != null && object.id().equals(file)
                ? Optional.empty()
                : Optional.of(new Change(file, uri, object));
    }
}
