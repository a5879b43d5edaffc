package dev.landfall.core.sweep;

import dev.landfall.core.landing.LandingBucket;
import dev.landfall.core.landing.LandingBucket.StoredObject;
import dev.landfall.core.landing.LandingGrammar;
import dev.landfall.core.landing.LandingOutcome.Ignored;
import dev.landfall.core.ledger.FileId;
import dev.landfall.core.ledger.FileRecord;
import dev.landfall.core.ledger.FileState;
import dev.landfall.core.ledger.LandedObject;
import dev.landfall.core.ledger.Ledger;
import dev.landfall.core.ledger.LedgerView;
import dev.landfall.core.load.FileIntake;
import dev.landfall.core.status.TransitionLog;
import dev.landfall.core.sweep.Finding.Healing;
import dev.landfall.core.table.TableId;
import dev.landfall.core.table.TableSpec;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Lists the bucket against the ledger. An object that is missing there is taken in as by its event.
 *
 * <p>Cost: one listing request per thousand objects of the bucket, and one document read per object in its life: what is
 * in the ledger stays there, so a complete sweep remembers until when it has compared, and the next begins there. A sweep
 * that was cut short remembers nothing and is repeated.
 */
final class LostEvents {
    private static final int OBJECTS_AT_ONCE = 300;

    private final String bucketName;
    private final LandingBucket bucket;
    private final LandingGrammar grammar;
    private final Ledger ledger;
    private final LedgerView view;
    private final FileIntake intake;
    private final Clock clock;
    private final TransitionLog log;

    LostEvents(
            String bucketName,
            LandingBucket bucket,
            LandingGrammar grammar,
            Ledger ledger,
            LedgerView view,
            FileIntake intake,
            Clock clock,
            TransitionLog log) {
        this.bucketName = bucketName;
        this.bucket = bucket;
        this.grammar = grammar;
        this.ledger = ledger;
        this.view = view;
        this.intake = intake;
        this.clock = clock;
        this.log = log;
    }

    /** The specs of the tables that have files to load now. */
    Map<TableId, TableSpec> find(SweepRules rules, Instant deadline, SweepReport.Builder report) {
        Instant until = clock.instant().minus(rules.grace());
        Optional<Instant> from = rules.everything() ? Optional.empty() : ledger.sweptUntil();
        Map<TableId, TableSpec> awake = new LinkedHashMap<>();
        List<LandedObject> page = new ArrayList<>();
        Iterator<StoredObject> objects = bucket.list(grammar.prefix());
        while (objects.hasNext()) {
            StoredObject object = objects.next();
            boolean ofToday = !object.created().isAfter(until)
                    && from.filter(swept -> object.created().isBefore(swept)).isEmpty();
            if (ofToday && !(grammar.parse(object.name(), object.sizeBytes()) instanceof Ignored)) {
                page.add(landed(object));
            }
            if (page.size() == OBJECTS_AT_ONCE) {
                compare(page, rules, awake, report);
                page.clear();
                if (!clock.instant().isBefore(deadline)) {
                    report.cutShort();
                    return awake;
                }
            }
        }
        compare(page, rules, awake, report);
        if (!rules.dryRun() && (from.isEmpty() || from.get().isBefore(until))) {
            ledger.markSwept(until);
        }
        return awake;
    }

    private void compare(
            List<LandedObject> page, SweepRules rules, Map<TableId, TableSpec> awake, SweepReport.Builder report) {
        if (page.isEmpty()) {
            return;
        }
        report.compared(page.size());
        Set<FileId> known = view.known(page.stream().map(LandedObject::id).toList());
        for (LandedObject object : page) {
            if (known.contains(object.id())) {
                continue;
            }
            if (rules.dryRun()) {
                report.add(new Finding(
                        Finding.Kind.LOST_EVENT, null, object.uri(), Healing.FOUND, "is not in the ledger"));
                continue;
            }
            log.warning("LOST EVENT", "file", object.uri(), "generation", object.generation());
            intake.take(object).ifPresent(spec -> awake.put(spec.target(), spec));
            Optional<FileRecord> file = ledger.file(object.id());
            report.add(new Finding(
                    Finding.Kind.LOST_EVENT,
                    file.map(FileRecord::table).orElse(null),
                    object.uri(),
                    Healing.HEALED,
                    "was not in the ledger; is "
                            + file.map(FileRecord::state).map(FileState::name).orElse("not for it") + " now"));
        }
    }

    private LandedObject landed(StoredObject object) {
        return new LandedObject(bucketName, object.name(), object.generation(), object.sizeBytes(), object.crc32c());
    }
}
