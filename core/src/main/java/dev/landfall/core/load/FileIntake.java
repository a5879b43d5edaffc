package dev.landfall.core.load;

import dev.landfall.core.landing.CommitMarker;
import dev.landfall.core.landing.LandingBucket;
import dev.landfall.core.landing.LandingGrammar;
import dev.landfall.core.landing.LandingOutcome;
import dev.landfall.core.landing.LandingOutcome.Accepted;
import dev.landfall.core.landing.LandingOutcome.Ignored;
import dev.landfall.core.landing.LandingOutcome.Rejected;
import dev.landfall.core.landing.LandingPath;
import dev.landfall.core.landing.RejectedReason;
import dev.landfall.core.ledger.FileState;
import dev.landfall.core.ledger.LandedObject;
import dev.landfall.core.ledger.Ledger;
import dev.landfall.core.spec.TableSpecs;
import dev.landfall.core.status.TransitionLog;
import dev.landfall.core.table.CommitRule;
import dev.landfall.core.table.TableId;
import dev.landfall.core.table.TableSpec;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The event's first step: the object's name is read, and the file is in the ledger once. Files of a table with a commit
 * rule are held until their directory is committed; whether it is, the bucket says and no event, so that events may come
 * in any order or not at all. Thread-safe.
 */
public final class FileIntake {
    private final LandingGrammar grammar;
    private final Ledger ledger;
    private final TableSpecs specs;
    private final FileRecorder newFiles;
    private final FileRecorder oldFiles;
    private final DirectoryCommits commits;
    private final TransitionLog log;

    /** @param buckets by name */
    public FileIntake(
            LandingGrammar grammar,
            Ledger ledger,
            TableSpecs specs,
            Function<String, LandingBucket> buckets,
            Clock clock,
            TransitionLog log) {
        this.grammar = grammar;
        this.ledger = ledger;
        this.specs = specs;
        this.newFiles = new FileRecorder(ledger, ledger::record, buckets, clock, log);
        this.oldFiles = new FileRecorder(ledger, ledger::renew, buckets, clock, log);
        this.commits = new DirectoryCommits(grammar, ledger, newFiles, buckets, log);
        this.log = log;
    }

    /** The spec of the table that has work now; empty if the object brings none. */
    public Optional<TableSpec> take(LandedObject object) {
        return take(object, newFiles);
    }

    /**
     * Looks anew at a file that ended without reaching the target: its table, or its format, may be known by now. It is
     * landed or held again, or stays as it is with the reason of today.
     */
    public Optional<TableSpec> retry(LandedObject object) {
        return take(object, oldFiles);
    }

    private Optional<TableSpec> take(LandedObject object, FileRecorder recorder) {
        Optional<CommitMarker> marker = grammar.marker(object.name());
        if (marker.isPresent()) {
            Optional<TableSpec> spec = specs.of(marker.get().table())
                    .filter(found -> found.files().commit() == marker.get().rule());
            if (spec.isPresent()) {
                return spec.filter(found -> commits.commit(
                        found, object.bucket(), List.of(marker.get().directory())));
            }
        }
        LandingOutcome outcome = grammar.parse(object.name(), object.sizeBytes());
        if (outcome instanceof Ignored ignored) {
            ledger.countIgnored(ignored.reason());
            log.info("IGNORED", "file", object.uri(), "reason", ignored.reason());
            return Optional.empty();
        }
        if (outcome instanceof Rejected rejected) {
            recorder.reject(object, rejected.table(), rejected.reason(), rejected.message(), rejected.advice());
            return Optional.empty();
        }
        return land(object, ((Accepted) outcome).path(), recorder);
    }

    /**
     * Looks in the bucket whether what the table's files wait for is there by now: for the sweep, since the event of a
     * marker may be lost. True if something may be loaded that might not be before.
     */
    public boolean review(TableSpec spec) {
        return commits.review(spec);
    }

    private Optional<TableSpec> land(LandedObject object, LandingPath path, FileRecorder recorder) {
        TableId table = path.table();
        Optional<TableSpec> known = specs.of(table);
        if (known.isEmpty()) {
            List<TableId> nearest = specs.nearest(table);
            recorder.reject(
                    object,
                    table,
                    RejectedReason.UNKNOWN_TABLE,
                    "Table " + table + " has no spec and no target",
                    nearest.isEmpty()
                            ? "Apply a spec for it, then retry the file"
                            : "Did you mean one of " + nearest + "? Else apply a spec for it and retry the file");
            return Optional.empty();
        }
        TableSpec spec = known.get();
        FileState state = recorder.record(object, path, spec);
        boolean mayComplete = state == FileState.HELD || state == FileState.REJECTED;
        if (mayComplete && spec.files().commit() != CommitRule.FILE) {
            // Also one that is rejected is there: it may be the last that a manifest waits for.
            return known.filter(held -> commits.commit(held, object.bucket(), path.commitDirectories(object.name())));
        }
        return state == FileState.REJECTED || state == FileState.SUPERSEDED ? Optional.empty() : known;
    }
}
