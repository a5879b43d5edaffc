package dev.landfall.core.load;

import dev.landfall.core.failure.ErrorDetail;
import dev.landfall.core.landing.CommitMarker;
import dev.landfall.core.landing.FileEncoding;
import dev.landfall.core.landing.FirstBytes;
import dev.landfall.core.landing.LandingBucket;
import dev.landfall.core.landing.LandingBucket.StoredObject;
import dev.landfall.core.landing.LandingPath;
import dev.landfall.core.landing.RejectedReason;
import dev.landfall.core.ledger.FileRecord;
import dev.landfall.core.ledger.FileState;
import dev.landfall.core.ledger.LandedObject;
import dev.landfall.core.ledger.Ledger;
import dev.landfall.core.ledger.Loadable;
import dev.landfall.core.ledger.Withdrawal;
import dev.landfall.core.status.TransitionLog;
import dev.landfall.core.table.CommitRule;
import dev.landfall.core.table.FileFormat;
import dev.landfall.core.table.TableId;
import dev.landfall.core.table.TableSpec;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Brings a file of a known table into the ledger, once: landed, held, or with the reason why it is neither. */
final class FileRecorder {
    private final Ledger ledger;
    private final Predicate<FileRecord> entry;
    private final Function<String, LandingBucket> buckets;
    private final Clock clock;
    private final TransitionLog log;

    /** @param entry writes a file into the ledger; false if it is there already and stays as it is */
    FileRecorder(
            Ledger ledger,
            Predicate<FileRecord> entry,
            Function<String, LandingBucket> buckets,
            Clock clock,
            TransitionLog log) {
        this.ledger = ledger;
        this.entry = entry;
        this.buckets = buckets;
        this.clock = clock;
        this.log = log;
    }

    /** The state in which the file came into the ledger, now or before. */
    FileState record(LandedObject object, LandingPath path, TableSpec spec) {
        TableId table = spec.target();
        if (object.sizeBytes() == 0) {
            return reject(
                    object,
                    table,
                    RejectedReason.EMPTY_FILE,
                    "The file has no byte in it",
                    "Find out why it was written empty, and drop it again");
        }
        FirstBytesOnce head = new FirstBytesOnce(object);
        @Nullable FileFormat ofTable = spec.files().format();
        Optional<FileEncoding> encoding = FileEncoding.of(path.file(), ofTable, head::read);
        if (encoding.isEmpty()) {
            return head.missing ? gone(object, table) : unknownFormat(object, table, head);
        }
        @Nullable Long sequence = path.sequence();
        Loadable loadable =
                new Loadable(encoding.get(), path.layout(), sequence == null ? object.generation() : sequence);
        CommitRule rule = spec.files().commit();
        FileRecord file = rule == CommitRule.FILE
                ? FileRecord.landed(object, table, loadable, now())
                : FileRecord.held(object, table, loadable, waitsFor(object, path, rule), now());
        return record(file, rule != CommitRule.FILE);
    }

    FileState reject(
            LandedObject object, @Nullable TableId table, RejectedReason reason, String message, String advice) {
        ErrorDetail error = new ErrorDetail(reason.word(), message + ": " + object.uri(), advice);
        return record(FileRecord.rejected(object, table, error, now()), false);
    }

    private FileState unknownFormat(LandedObject object, TableId table, FirstBytesOnce head) {
        return reject(
                object,
                table,
                RejectedReason.UNKNOWN_FORMAT,
                "Neither the ending of the name nor the spec of " + table + " nor the first bytes (" + head.seen
                        + ") tell the file's format, or they contradict each other",
                "Give it one of the extensions avro, parquet, orc, csv, csv.gz, json, json.gz, ndjson, jsonl,"
                        + " or put the format into the table's spec and retry the file");
    }

    /** The first bytes of this version cannot be read, because another one or none is there. */
    private FileState gone(LandedObject object, TableId table) {
        Optional<StoredObject> live = buckets.apply(object.bucket()).find(object.name());
        return live.isPresent()
                ? record(
                        FileRecord.superseded(
                                object,
                                table,
                                Withdrawal.overwritten(object.uri(), live.get().generation())
                                        .error(),
                                now()),
                        false)
                : reject(
                        object,
                        table,
                        RejectedReason.DELETED,
                        "The object was deleted before its first bytes were read",
                        "Drop the file again");
    }

    private FileState record(FileRecord file, boolean mayHaveMoved) {
        boolean first = entry.test(file);
        ErrorDetail error = file.error();
        String uri = file.object().uri();
        if (!first) {
            log.info("DUPLICATE EVENT", "file", uri, "generation", file.object().generation());
        } else if (error != null) {
            log.warning(file.state().name(), "file", uri, "reason", error.reason(), "error", error.message());
        } else {
            log.info(
                    file.state().name(),
                    "table",
                    String.valueOf(file.table()),
                    "file",
                    uri,
                    "generation",
                    file.object().generation());
        }
        return first || !mayHaveMoved
                ? file.state()
                : ledger.file(file.id()).map(FileRecord::state).orElse(file.state());
    }

    private static String waitsFor(LandedObject object, LandingPath path, CommitRule rule) {
        String directory = path.commitDirectories(object.name()).get(0);
        return "gs://" + object.bucket() + "/" + directory + CommitMarker.fileName(rule);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    /** Reads the first bytes when they are asked for, and remembers what came of it. */
    private final class FirstBytesOnce {
        private final LandedObject object;
        private String seen = "not needed";
        private boolean missing;

        FirstBytesOnce(LandedObject object) {
            this.object = object;
        }

        Optional<FirstBytes> read() {
            Optional<FirstBytes> first = buckets.apply(object.bucket())
                    .head(object.name(), object.generation(), FirstBytes.COUNT)
                    .map(FirstBytes::new);
            missing = first.isEmpty();
            seen = first.map(FirstBytes::toString).orElse("gone");
            return first;
        }
    }
}
