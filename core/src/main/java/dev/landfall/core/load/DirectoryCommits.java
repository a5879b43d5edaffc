package dev.landfall.core.load;

import dev.landfall.core.failure.ErrorDetail;
import dev.landfall.core.landing.CommitMarker;
import dev.landfall.core.landing.LandingBucket;
import dev.landfall.core.landing.LandingBucket.StoredObject;
import dev.landfall.core.landing.LandingGrammar;
import dev.landfall.core.landing.LandingOutcome.Accepted;
import dev.landfall.core.landing.RejectedReason;
import dev.landfall.core.ledger.FileId;
import dev.landfall.core.ledger.FileRecord;
import dev.landfall.core.ledger.FileState;
import dev.landfall.core.ledger.LandedObject;
import dev.landfall.core.ledger.Ledger;
import dev.landfall.core.ledger.Withdrawal;
import dev.landfall.core.status.TransitionLog;
import dev.landfall.core.table.CommitRule;
import dev.landfall.core.table.TableSpec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Lets held files go when their directory is committed. A commit first brings every file of the directory into the
 * ledger, also those whose events have not come, and only then lets the first one go: from then on the ledger can tell
 * when all of them are loaded. Steps may be repeated and run side by side.
 */
final class DirectoryCommits {
    private static final int MOST_HELD_FILES = 5_000;

    private final LandingGrammar grammar;
    private final Ledger ledger;
    private final FileRecorder recorder;
    private final Function<String, LandingBucket> buckets;
    private final TransitionLog log;

    DirectoryCommits(
            LandingGrammar grammar,
            Ledger ledger,
            FileRecorder recorder,
            Function<String, LandingBucket> buckets,
            TransitionLog log) {
        this.grammar = grammar;
        this.ledger = ledger;
        this.recorder = recorder;
        this.buckets = buckets;
        this.log = log;
    }

    /** Commits those of the directories whose marker is in the bucket. True if there was one. */
    boolean commit(TableSpec spec, String bucket, List<String> directories) {
        boolean any = false;
        String marker = CommitMarker.fileName(spec.files().commit());
        for (String directory : directories) {
            Optional<StoredObject> found = buckets.apply(bucket).find(directory + marker);
            any |= found.isPresent() && commit(spec, bucket, directory, found.get());
        }
        return any;
    }

    /** Looks at everything that is held for the table. True if some of it was let go. */
    boolean review(TableSpec spec) {
        List<FileRecord> held = ledger.files(spec.target(), FileState.HELD, MOST_HELD_FILES);
        if (held.isEmpty()) {
            return false;
        }
        if (spec.files().commit() == CommitRule.FILE) {
            // The table had a rule when they landed and has none any more.
            ledger.held().release(held.stream().map(FileRecord::id).toList());
            return true;
        }
        Map<String, Set<String>> directories = new LinkedHashMap<>();
        for (FileRecord file : held) {
            directories
                    .computeIfAbsent(file.object().bucket(), bucket -> new LinkedHashSet<>())
                    .addAll(commitDirectories(file.object()));
        }
        boolean any = false;
        for (Map.Entry<String, Set<String>> entry : directories.entrySet()) {
            any |= commit(spec, entry.getKey(), List.copyOf(entry.getValue()));
        }
        return any;
    }

    private boolean commit(TableSpec spec, String bucket, String directory, StoredObject marker) {
        // Before the listing: what is recorded after it may be too new to be in it.
        List<FileRecord> held = ledger.files(spec.target(), FileState.HELD, MOST_HELD_FILES);
        Map<String, LandedObject> live = new LinkedHashMap<>();
        Iterator<StoredObject> listing = buckets.apply(bucket).list(directory);
        while (listing.hasNext()) {
            StoredObject object = listing.next();
            if (grammar.parse(object.name(), object.sizeBytes()) instanceof Accepted accepted
                    && accepted.path().table().equals(spec.target())
                    && accepted.path().commitDirectories(object.name()).contains(directory)) {
                live.put(object.name(), landed(bucket, object));
                recorder.record(landed(bucket, object), accepted.path(), spec);
            }
        }
        held.stream()
                .filter(file -> file.object().bucket().equals(bucket))
                .filter(file -> file.object().name().startsWith(directory))
                .filter(file -> commitDirectories(file.object()).contains(directory))
                .forEach(file -> supersede(file, live.get(file.object().name())));
        if (spec.files().commit() == CommitRule.MANIFEST) {
            return commitListed(bucket, directory, marker, live);
        }
        ledger.held().release(ids(live.values()));
        log.info("COMMITTED", "table", spec.target(), "directory", directory, "files", live.size());
        return true;
    }

    private boolean commitListed(String bucket, String directory, StoredObject marker, Map<String, LandedObject> live) {
        String uri = "gs://" + bucket + "/" + marker.name();
        DirectoryManifest manifest;
        try {
            manifest = buckets.apply(bucket)
                    .head(marker.name(), marker.generation(), DirectoryManifest.MOST_BYTES)
                    .map(bytes -> DirectoryManifest.parse(bytes, directory))
                    .orElseThrow(() -> new IllegalArgumentException("it was just written again"));
        } catch (IllegalArgumentException e) {
            ledger.held()
                    .explain(
                            ids(live.values()),
                            "a manifest that can be read, in the place of " + uri + ": " + e.getMessage());
            log.warning("MANIFEST UNREADABLE", "file", uri, "error", String.valueOf(e.getMessage()));
            return false;
        }
        Optional<String> missing = manifest.missing(live);
        if (missing.isPresent()) {
            ledger.held().explain(ids(live.values()), missing.get() + ", which " + uri + " lists");
            log.info("MANIFEST WAITS", "file", uri, "for", missing.get());
            return false;
        }
        List<FileId> listed = new ArrayList<>();
        List<FileId> unlisted = new ArrayList<>();
        for (LandedObject object : live.values()) {
            (manifest.lists(object.name()) ? listed : unlisted).add(object.id());
        }
        ledger.held()
                .reject(
                        unlisted,
                        new ErrorDetail(
                                RejectedReason.NOT_IN_MANIFEST.word(),
                                uri + " commits the directory and does not list this file",
                                "If it belongs there, write the manifest again with it, then retry the file"));
        ledger.held().release(listed);
        log.info("COMMITTED", "directory", directory, "files", listed.size(), "rejected", unlisted.size());
        return true;
    }

    /** A version that is not there any more: a newer one is recorded in its place, or it was deleted. */
    private void supersede(FileRecord file, @Nullable LandedObject live) {
        String uri = file.object().uri();
        if (live == null) {
            ledger.held().reject(List.of(file.id()), Withdrawal.deleted(uri).error());
        } else if (live.generation() != file.object().generation()) {
            ledger.held().supersede(file.id(), Withdrawal.overwritten(uri, live.generation()));
        }
    }

    /** Those whose marker commits the object; what lies deeper is not a marker's. */
    private List<String> commitDirectories(LandedObject object) {
        return grammar.parse(object.name(), object.sizeBytes()) instanceof Accepted accepted
                ? accepted.path().commitDirectories(object.name())
                : List.of();
    }

    private static List<FileId> ids(Collection<LandedObject> objects) {
        return objects.stream().map(LandedObject::id).toList();
    }

    private static LandedObject landed(String bucket, StoredObject object) {
        return new LandedObject(bucket, object.name(), object.generation(), object.sizeBytes(), object.crc32c());
    }
}
