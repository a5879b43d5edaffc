package dev.landfall.core.load;

import dev.landfall.core.landing.LandingBucket;
import dev.landfall.core.ledger.FileRecord;
import dev.landfall.core.ledger.FileState;
import dev.landfall.core.ledger.Ledger;
import dev.landfall.core.table.TableSpec;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Takes files that ended without reaching the target up again. A load job reads the live version of an object, so only a
 * file whose version is still live may be loaded: else its rows would be loaded under another file's name. Thread-safe.
 */
public final class FileRetry {
    private final Function<String, LandingBucket> buckets;
    private final FileIntake intake;
    private final Ledger ledger;

    /** @param buckets the bucket of a name */
    public FileRetry(Function<String, LandingBucket> buckets, FileIntake intake, Ledger ledger) {
        this.buckets = buckets;
        this.intake = intake;
        this.ledger = ledger;
    }

    /** What came of one file. */
    public enum End {
        /** It waits to be loaded. */
        LANDED,
        /** It waits for the commit of its directory, as the ledger says. */
        HELD,
        /** It can be retried; nothing was changed, as this was asked only. */
        RETRIABLE,
        /** It is refused today, too. */
        REFUSED,
        /** The object is not in the bucket any more. */
        GONE,
        /** Another version took its place, which is a file of its own. */
        OVERWRITTEN,
        /** It is neither failed nor rejected any more. */
        UNDER_WAY
    }

    /**
     * One file and what came of it.
     *
     * @param file as it is now
     * @param spec of the table that has work now; null if there is none
     */
    public record Outcome(
            FileRecord file, End end, @Nullable TableSpec spec) {}

    /** What would keep the file from being taken up; changes nothing. */
    public Outcome look(FileRecord file) {
        if (file.state() != FileState.FAILED && file.state() != FileState.REJECTED) {
            return new Outcome(file, End.UNDER_WAY, null);
        }
        Optional<LandingBucket.StoredObject> live =
                buckets.apply(file.object().bucket()).find(file.object().name());
        if (live.isEmpty()) {
            return new Outcome(file, End.GONE, null);
        }
        boolean same = live.get().generation() == file.object().generation();
        return new Outcome(file, same ? End.RETRIABLE : End.OVERWRITTEN, null);
    }

    /** Lands the file again if it can be; its table is then to be loaded. */
    public Outcome retry(FileRecord file) {
        Outcome seen = look(file);
        if (seen.end() != End.RETRIABLE) {
            return seen;
        }
        Optional<TableSpec> spec = intake.retry(file.object());
        FileRecord now = ledger.file(file.id()).orElse(file);
        return switch (now.state()) {
            case LANDED -> new Outcome(now, End.LANDED, spec.orElse(null));
            case HELD -> new Outcome(now, End.HELD, null);
            case SUPERSEDED -> new Outcome(now, End.OVERWRITTEN, null);
            case FAILED, REJECTED -> new Outcome(now, End.REFUSED, null);
            case LOADING, STAGED, MERGING, MERGED -> new Outcome(now, End.UNDER_WAY, null);
        };
    }
}
