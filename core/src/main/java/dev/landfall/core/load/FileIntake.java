package dev.landfall.core.load;

import dev.landfall.core.failure.ErrorDetail;
import dev.landfall.core.landing.FileEncoding;
import dev.landfall.core.landing.LandingGrammar;
import dev.landfall.core.landing.LandingOutcome;
import dev.landfall.core.landing.LandingOutcome.Accepted;
import dev.landfall.core.landing.LandingOutcome.Ignored;
import dev.landfall.core.landing.LandingOutcome.Rejected;
import dev.landfall.core.landing.LandingPath;
import dev.landfall.core.landing.RejectedReason;
import dev.landfall.core.ledger.FileRecord;
import dev.landfall.core.ledger.LandedObject;
import dev.landfall.core.ledger.Ledger;
import dev.landfall.core.ledger.Loadable;
import dev.landfall.core.spec.TableSpecs;
import dev.landfall.core.status.TransitionLog;
import dev.landfall.core.table.TableId;
import dev.landfall.core.table.TableSpec;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The event's first step: the object's name is read, and the file is in the ledger once. */
public final class FileIntake {
    private final LandingGrammar grammar;
    private final Ledger ledger;
    private final TableSpecs specs;
    private final Clock clock;
    private final TransitionLog log;

    public FileIntake(LandingGrammar grammar, Ledger ledger, TableSpecs specs, Clock clock, TransitionLog log) {
        this.grammar = grammar;
        this.ledger = ledger;
        this.specs = specs;
        this.clock = clock;
        this.log = log;
    }

    /** The spec of the table that has work now; empty if the object is none of a table's. */
    public Optional<TableSpec> take(LandedObject object) {
        return take(object, ledger::record);
    }

    /**
     * Looks anew at a file that ended without reaching the target: its table, or its format, may be known by now. It is
     * landed again, or stays as it is with the reason of today.
     */
    public Optional<TableSpec> retry(LandedObject object) {
        return take(object, ledger::renew);
    }

    /** @param recorder answers whether the file is new to the ledger in the state that it has now */
    private Optional<TableSpec> take(LandedObject object, Predicate<FileRecord> recorder) {
        LandingOutcome outcome = grammar.parse(object.name(), object.sizeBytes());
        if (outcome instanceof Ignored ignored) {
            ledger.countIgnored(ignored.reason());
            log.info("IGNORED", "file", object.uri(), "reason", ignored.reason());
            return Optional.empty();
        }
        if (outcome instanceof Rejected rejected) {
            return reject(
                    object, rejected.table(), rejected.reason(), rejected.message(), rejected.advice(), recorder);
        }
        return land(object, ((Accepted) outcome).path(), recorder);
    }

    private Optional<TableSpec> land(LandedObject object, LandingPath path, Predicate<FileRecord> recorder) {
        TableId table = path.table();
        Optional<TableSpec> spec = specs.of(table);
        if (spec.isEmpty()) {
            List<TableId> nearest = specs.nearest(table);
            return reject(
                    object,
                    table,
                    RejectedReason.UNKNOWN_TABLE,
                    "Table " + table + " has no spec and no target",
                    nearest.isEmpty()
                            ? "Apply a spec for it, then retry the file"
                            : "Did you mean one of " + nearest + "? Else apply a spec for it and retry the file",
                    recorder);
        }
        if (object.sizeBytes() == 0) {
            return reject(
                    object,
                    table,
                    RejectedReason.EMPTY_FILE,
                    "The file has no byte in it",
                    "Find out why it was written empty, and drop it again",
                    recorder);
        }
        Optional<FileEncoding> encoding =
                FileEncoding.of(path.file(), spec.get().files().format());
        if (encoding.isEmpty()) {
            return reject(
                    object,
                    table,
                    RejectedReason.UNKNOWN_FORMAT,
                    "Neither the name '" + path.file() + "' nor the spec of " + table + " tells the file's format",
                    "Give it one of the extensions avro, parquet, orc, csv, csv.gz, json, json.gz, ndjson, jsonl,"
                            + " or put the format into the table's spec and retry the file",
                    recorder);
        }
        @Nullable Long sequence = path.sequence();
        Loadable loadable =
                new Loadable(encoding.get(), path.layout(), sequence == null ? object.generation() : sequence);
        boolean first = recorder.test(
                FileRecord.landed(object, table, loadable, clock.instant().truncatedTo(ChronoUnit.MICROS)));
        log.info(
                first ? "LANDED" : "DUPLICATE EVENT",
                "table",
                table,
                "file",
                object.uri(),
                "generation",
                object.generation());
        return spec;
    }

    private Optional<TableSpec> reject(
            LandedObject object,
            @Nullable TableId table,
            RejectedReason reason,
            String message,
            String advice,
            Predicate<FileRecord> recorder) {
        ErrorDetail error = new ErrorDetail(reason.word(), message + ": " + object.uri(), advice);
        boolean first = recorder.test(
                FileRecord.rejected(object, table, error, clock.instant().truncatedTo(ChronoUnit.MICROS)));
        if (first) {
            log.warning("REJECTED", "file", object.uri(), "reason", reason.word(), "error", error.message());
        }
        return Optional.empty();
    }
}
